import { expect, test } from 'vitest';

import { at, call, text, withKrea } from '../harness.ts';
import type { KreaSandbox } from '../index.ts';

/** Reads all pages. */
async function all(krea: KreaSandbox, query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: unknown = '';
  while (typeof cursor === 'string') {
    const { body } = await call(krea, `/styles?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const items = at(body, 'items');
    if (!Array.isArray(items)) throw new Error('no items');
    ids.push(...items.map((item) => text(item, 'id')));
    cursor = at(body, 'next_cursor');
  }
  return ids;
}

test('the styles page without a gap', async () => {
  const krea = await withKrea();
  const ids = await all(krea, 'limit=5');
  expect(ids.length).toBeGreaterThanOrEqual(12);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(await all(krea, 'limit=1000'));
});

test('the styles can be filtered, and some are for other models', async () => {
  const krea = await withKrea();
  expect(await all(krea, 'filter=user')).toHaveLength(3);
  expect(await all(krea, 'model=qwen')).toEqual(['h7qwenpixel']);
  expect(await all(krea, 'ids=q2risogrf,p7ink4vale&limit=1')).toEqual(['p7ink4vale', 'q2risogrf']);
  expect((await call(krea, '/styles?filter=best')).status).toBe(400);
  expect((await call(krea, '/styles?cursor=x')).status).toBe(400);
});

test('a style is told with its cover, an unknown one is not found', async () => {
  const krea = await withKrea();
  const { body } = await call(krea, '/styles/p7ink4vale');
  expect(body).toMatchObject({ id: 'p7ink4vale', title: 'Ink Valley', models: ['k2', 'k2-large'], public: true });
  expect((await fetch(text(body, 'cover_url'))).headers.get('content-type')).toBe('image/png');
  expect((await call(krea, '/styles/none')).status).toBe(404);
});
