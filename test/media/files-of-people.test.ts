import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

import { noisyPng } from '../contract/images.contract.ts';
import { prepare, prepareHere, pngOf, surface } from './image-samples.ts';

const outcomeOf = async (bytes: Uint8Array): Promise<string> => {
  const result = await prepareHere(bytes);
  return 'problem' in result ? result.problem : 'taken';
};

const noisyJpeg = async (progressive: boolean): Promise<Uint8Array> =>
  sharp(await noisyPng(640, 480)).jpeg({ quality: 85, progressive }).toBuffer();

/** Announces a first scan of one colour alone: its decoder keeps everything until the others have come. */
function inSeveralScans(jpeg: Uint8Array): Uint8Array {
  const scan = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([jpeg.subarray(0, scan), Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]), jpeg.subarray(scan + 14)]);
}

describe('photographs as telephones make them', () => {
  test.each([
    ['Pixel, 50 megapixels', 8160, 6144],
    ['Samsung, 200 megapixels', 16_320, 12_240],
  ])('%s are taken as JPEG', async (_, width, height) => {
    const bytes = await surface(width, height).jpeg({ quality: 50 }).toBuffer();
    expect((await prepare(bytes)).metadata).toMatchObject({ width: 2048, height: Math.round((2048 * height) / width) });
  });

  test('are refused by their header where their decoder would have to keep more than the bot may take', async () => {
    const large = await surface(12_000, 9000).jpeg({ quality: 50 }).toBuffer();
    expect(await outcomeOf(inSeveralScans(large))).toBe('too-many-pixels');
    expect(await outcomeOf(await surface(7000, 5700).jpeg({ quality: 50, progressive: true, chromaSubsampling: '4:4:4' }).toBuffer())).toBe('too-many-pixels');
    expect(await outcomeOf(pngOf(7300, 7300, 1))).toBe('too-many-pixels');
  });
});

describe('a JPEG that lost its end', () => {
  test.each([false, true])('by a few bytes is taken, all its rows are there (progressive: %s)', async (progressive) => {
    const bytes = await noisyJpeg(progressive);
    for (const missing of [1, 2, 3, 10]) expect([missing, await outcomeOf(bytes.subarray(0, -missing))]).toEqual([missing, 'taken']);
  });

  test.each([false, true])('by a tenth, a third, a half or more is damaged (progressive: %s)', async (progressive) => {
    const bytes = await noisyJpeg(progressive);
    for (const share of [0.9, 0.66, 0.5, 0.1]) expect([share, await outcomeOf(bytes.subarray(0, Math.floor(bytes.length * share)))]).toEqual([share, 'damaged']);
  });

  test('with a film behind it instead is taken', async () => {
    const bytes = await noisyJpeg(false);
    expect(await outcomeOf(Buffer.concat([bytes.subarray(0, -2), Buffer.alloc(4000, 'mdat')]))).toBe('taken');
  });
});

describe('a WebP', () => {
  test('that lacks the padding at its end is taken, as browsers do', async () => {
    const padded = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(async (side) => surface(side * 9, side * 5).webp({ lossless: true }).toBuffer()));
    const odd = padded.filter((bytes) => bytes.readUInt32LE(16) % 2 === 1 && bytes.length === 20 + bytes.readUInt32LE(16) + 1);
    expect(odd.length).toBeGreaterThan(0);
    for (const bytes of odd) expect(await outcomeOf(bytes.subarray(0, -1))).toBe('taken');
  });

  test('that ends before is damaged', async () => {
    const bytes = await sharp(await noisyPng(64, 64)).webp({ lossless: true }).toBuffer();
    expect(await outcomeOf(bytes.subarray(0, Math.floor(bytes.length / 2)))).toBe('damaged');
  });
});

describe('what is stored of a reference', () => {
  test.each([
    ['a WebP full of transparent noise', 'image/webp', async () => sharp(await noise(4), { raw: { width: 2048, height: 2048, channels: 4 } }).webp({ quality: 1, alphaQuality: 1 }).toBuffer()],
    ['a photograph full of detail', 'image/jpeg', async () => sharp(await noise(3), { raw: { width: 2048, height: 2048, channels: 3 } }).jpeg({ quality: 60 }).toBuffer()],
  ])('never takes more than 1.5 MB, not of %s either', async (_, kept, make) => {
    const { bytes, mediaType, metadata } = await prepare(await make());
    expect(bytes.length).toBeLessThanOrEqual(1_500_000);
    expect([mediaType, metadata.hasAlpha]).toEqual([kept, kept === 'image/webp']);
    expect(metadata.width).toBeGreaterThan(1000);
  });
});

async function noise(channels: 3 | 4): Promise<Buffer> {
  const [side, rows] = [2048, 2048];
  const grey = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const create = { width: side * channels, height: rows, channels: 3, background: '#888888', noise: grey } as const;
  return sharp({ create }).extractChannel(0).raw().toBuffer();
}
