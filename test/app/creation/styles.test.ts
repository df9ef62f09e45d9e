import { expect, test } from 'vitest';

import { createStyles } from '../../../src/app/creation/styles.ts';
import type { ImageApi, TrainedStyle } from '../../../src/ports/image-api.ts';
import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const nothing = (): void => undefined;
const silentLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };

const CATALOGUE: TrainedStyle[] = [
  { id: 'a1', title: 'Old oil' },
  { id: 'b2', title: 'Oil painting' },
  { id: 'c3', title: 'Ink' },
];

function stage(styles: ImageApi['styles']) {
  const clock = createFakeClock();
  const { cache } = createMemoryStore({ now: () => clock.now() });
  const imageApi: ImageApi = { ...createMemoryImageApi(), styles };
  return { clock, styles: createStyles({ imageApi, cache, clock, log: silentLog }) };
}

test('titles that begin with the text come before titles that hold it', async () => {
  const { styles } = stage(async () => CATALOGUE);

  expect((await styles.search('oil')).map(({ title }) => title)).toEqual(['Oil painting', 'Old oil']);
});

test('the catalogue is read once for many key strokes', async () => {
  let reads = 0;
  const { styles } = stage(async () => {
    reads += 1;
    return CATALOGUE;
  });

  for (const text of ['', 'o', 'oi', 'oil']) await styles.search(text);

  expect(reads).toBe(1);
});

test('suggestions do not wait for a Krea that does not answer, and are there once it has', async () => {
  const answer = Promise.withResolvers<TrainedStyle[]>();
  const { clock, styles } = stage(() => answer.promise);

  const first = styles.search('oil');
  await clock.pass(1_500);
  expect(await first).toEqual([]);

  answer.resolve(CATALOGUE);
  await clock.settle();
  expect(await styles.search('ink')).toEqual([{ id: 'c3', title: 'Ink' }]);
});

test('a catalogue from the future, read before the clock was set back, is read again, and so is one after a failure', async () => {
  let reads = 0;
  const { clock, styles } = stage(async () => {
    reads += 1;
    if (reads === 2) throw new ImageApiUnavailable('out');
    return CATALOGUE;
  });
  await styles.search('oil');
  clock.step(-24 * 3_600_000);
  await styles.search('oil');
  await clock.settle();
  clock.step(-24 * 3_600_000);
  await clock.pass(60_000);
  await styles.search('oil');
  await clock.settle();

  expect(reads).toBe(3);
});

test('a style is named by its id or its title in any case; others are unknown', async () => {
  const { styles } = stage(async () => CATALOGUE);

  expect(await styles.resolve('c3')).toEqual(CATALOGUE[2]);
  expect(await styles.resolve('oIL PAINTING')).toEqual(CATALOGUE[1]);
  expect(await styles.resolve('watercolour')).toBe('unknown');
});

test('while Krea cannot be asked it is left alone for a while, and nobody is told that a style does not exist', async () => {
  let reads = 0;
  const { clock, styles } = stage(async () => {
    reads += 1;
    throw new ImageApiUnavailable('down');
  });

  expect(await styles.resolve('a1')).toBe('unavailable');
  expect(await styles.resolve('a1')).toBe('unavailable');
  expect(reads).toBe(1);
  await clock.pass(30_000);
  expect(await styles.resolve('a1')).toBe('unavailable');
  expect(reads).toBe(2);
});

test('at most twenty-five are suggested, those that begin with the text first and each lot by title; spaces around the text count for nothing', async () => {
  const many = Array.from({ length: 30 }, (_, n) => ({ id: `s${n}`, title: `Oil ${String(30 - n).padStart(2, '0')}` }));
  const { styles } = stage(async () => [
    { id: 'x', title: 'Zinc oil' },
    { id: 'y', title: 'Aqua OIL' },
    ...many.slice(0, 24),
  ]);
  const titles = (await styles.search('  oIl ')).map(({ title }) => title);
  expect(titles).toHaveLength(25);
  expect(titles.slice(0, 24)).toEqual(
    many
      .slice(0, 24)
      .map(({ title }) => title)
      .toSorted(),
  );
  expect(titles.at(-1)).toBe('Aqua OIL');
  expect(await styles.resolve(' x ')).toEqual({ id: 'x', title: 'Zinc oil' });
  expect(await styles.resolve(' zinc OIL ')).toEqual({ id: 'x', title: 'Zinc oil' });
});

test('the catalogue is read anew after ten minutes, behind an answer from the old one', async () => {
  let reads = 0;
  const { clock, styles } = stage(async () => {
    reads += 1;
    return reads === 1 ? CATALOGUE : [];
  });
  await styles.search('');
  await clock.pass(599_999);
  await styles.search('');
  expect(reads).toBe(1);
  await clock.pass(1);
  expect(await styles.search('ink')).toHaveLength(1);
  await clock.settle();
  expect([reads, await styles.search('ink')]).toEqual([2, []]);
});

test('an old catalogue serves for a month while Krea cannot be asked, and no longer', async () => {
  let isAway = false;
  const { clock, styles } = stage(async () => {
    if (isAway) throw new ImageApiUnavailable('down');
    return CATALOGUE;
  });
  await styles.search('');
  isAway = true;
  const month = 30 * 24 * 3_600_000;
  await clock.pass(month - 1);
  expect(await styles.resolve('c3')).toEqual(CATALOGUE[2]);
  await clock.pass(1);
  expect(await styles.resolve('c3')).toBe('unavailable');
});

test('what is no outage of Krea is a fault: it is thrown, and the next question asks again', async () => {
  let reads = 0;
  const { styles } = stage(async () => {
    reads += 1;
    if (reads === 1) throw new TypeError('a fault of ours');
    return CATALOGUE;
  });
  await expect(styles.resolve('c3')).rejects.toThrow('a fault of ours');
  expect(await styles.resolve('c3')).toEqual(CATALOGUE[2]);
});
