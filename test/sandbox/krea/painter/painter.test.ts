import sharp from 'sharp';
import { expect, test } from 'vitest';

import { createPainter } from './index.ts';
import type { Subject } from './index.ts';

const SUBJECT: Subject = { prompt: 'a fox under the moon', seed: 11 };

async function paint(more: Partial<Subject> = {}): Promise<Buffer> {
  return await createPainter(96).paint({ ...SUBJECT, ...more });
}

/** How far two pictures are apart, per channel from 0 to 255. */
async function distance(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = [await sharp(one).raw().toBuffer(), await sharp(other).raw().toBuffer()];
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

/** How far its pixels lie from their mean. */
async function contrast(png: Buffer): Promise<number> {
  const { channels } = await sharp(png).stats();
  return channels.reduce((sum, { stdev }) => sum + stdev, 0);
}

test('the same subject gives the same bytes, from any painter', async () => {
  expect(await paint()).toEqual(await paint());
});

test.each([
  ['another seed', { seed: 12 }, 12],
  ['another prompt', { prompt: 'a teapot on the table' }, 12],
  ['high intensity', { intensity: 90 }, 6],
  ['low intensity', { intensity: -90 }, 6],
  ['high complexity', { complexity: 90 }, 2],
  ['low complexity', { complexity: -90 }, 2],
  ['much movement', { movement: 90 }, 2],
  ['little movement', { movement: -90 }, 0.5],
  ['another creativity', { creativity: 'high' as const }, 2],
  ['another variant', { variant: 'large' as const }, 0.2],
  ['a moodboard', { boards: [{ id: '1e51738c-7413-469e-93b6-ad50db460a1f' }] }, 2],
])('%s shows', async (_, more, least) => {
  expect(await distance(await paint(), await paint(more))).toBeGreaterThan(least);
});

test('intensity makes contrasts stronger', async () => {
  const [faded, usual, strong] = [await paint({ intensity: -90 }), await paint(), await paint({ intensity: 90 })];
  expect(await contrast(faded)).toBeLessThan(await contrast(usual));
  expect(await contrast(usual)).toBeLessThan(await contrast(strong));
});

test.each([
  ['red', 0],
  ['green', 1],
  ['blue', 2],
] as const)('a %s reference makes the picture %s', async (background, channel) => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
  const picture = await paint({ references: [{ bytes, key: background, weight: 0.8 }] });
  const means = (await sharp(picture).stats()).channels.map(({ mean }) => mean);
  expect(means.indexOf(Math.max(...means))).toBe(channel);
});

test('a picture to start from stays when the strength is low', async () => {
  const bytes = await paint({ prompt: 'a planet', seed: 3 });
  const near = await paint({ init: { bytes, key: 'planet', strength: 0.1 } });
  const far = await paint({ init: { bytes, key: 'planet', strength: 0.9 } });
  expect(await distance(near, bytes)).toBeLessThan(await distance(far, bytes));
  expect(await distance(far, await paint())).toBeLessThan(await distance(near, await paint()));
});

test('a picture has about a megapixel in the ratio asked for', async () => {
  const png = await createPainter().paint({ ...SUBJECT, ratio: '16:9' });
  expect(await sharp(png).metadata()).toMatchObject({ width: 1360, height: 768, format: 'png' });
});
