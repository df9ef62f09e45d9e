import { expect, test } from 'vitest';

import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { mockKrea } from './mocked-krea.ts';

const style = (id: string, models: unknown = ['k2'], title: unknown = `Style ${id}`) => ({
  id,
  title,
  models,
  urls: [],
  public: true,
});
const page = (items: unknown[], next: string | null = null): [number, unknown] => [200, { items, next_cursor: next }];
const EMPTY = page([]);

test('own styles come first, then shared ones, those of Krea and of the community, each once', async () => {
  const { krea, asked } = mockKrea([
    page([style('own')]),
    page([style('shared')]),
    page([style('krea'), style('own')]),
    page([style('else')]),
  ]);
  expect((await krea.styles()).map(({ id }) => id)).toEqual(['own', 'shared', 'krea', 'else']);
  expect(asked.map(({ query }) => query['filter'])).toEqual(['user', 'shared', 'krea', 'community']);
});

test('only styles that go with Krea 2 are offered', async () => {
  const given = [
    style('a', ['k2']),
    style('b', ['flux_dev', 'k2-large']),
    style('c', ['Krea-2']),
    style('d', ['flux_dev']),
    style('e', ['k20']),
    style('f', []),
    style('g', null),
    { title: 'no id', models: ['k2'] },
    'odd',
  ];
  const { krea } = mockKrea([page(given), EMPTY, EMPTY, EMPTY]);
  expect((await krea.styles()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('a style without a title is named by its id, and a long title is cut', async () => {
  const { krea } = mockKrea([
    page([style('a', ['k2'], null), style('b', ['k2'], ' '), style('c', ['k2'], 'x'.repeat(300))]),
    EMPTY,
    EMPTY,
    EMPTY,
  ]);
  expect((await krea.styles()).map(({ title }) => title)).toEqual(['a', 'b', 'x'.repeat(200)]);
});

test('pages are followed, but not for ever', async () => {
  const pages = Array.from({ length: 60 }, (_, index) => page([style(`s${index}`)], `c${index}`));
  const { krea, asked } = mockKrea(pages);
  expect(await krea.styles()).toHaveLength(40);
  expect(asked.map(({ query }) => query['cursor']).slice(0, 3)).toEqual([undefined, 'c0', 'c1']);
});

test('a filter that Krea no longer knows does not take the others with it', async () => {
  const { krea, lines } = mockKrea([[400, { error: 'Invalid filter' }], page([style('shared')]), EMPTY, EMPTY]);
  expect((await krea.styles()).map(({ id }) => id)).toEqual(['shared']);
  expect(lines).toMatchObject([{ level: 'warn', fields: { filter: 'user', status: 400 } }]);
});

test.for([401, 500, 429])('status %i is no empty list', async (status) => {
  const { krea } = mockKrea([[status, '']]);
  await expect(krea.styles()).rejects.toBeInstanceOf(ImageApiUnavailable);
});
