import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

import { createImages } from '../../src/media/images.ts';
import { describeImages, noisyPng } from '../contract/images.contract.ts';
import {
  BLUE,
  distance,
  fixture,
  GREEN,
  prepare,
  prepareHere,
  quarters,
  RED,
  pngOf,
  surface,
  WHITE,
  withSize,
} from './image-samples.ts';

describeImages('sharp', createImages);

const problemOf = async (bytes: Uint8Array): Promise<string> => {
  const result = await prepareHere(bytes);
  return 'problem' in result ? result.problem : 'none';
};

describe('a reference', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('stands upright after orientation %i', async (orientation) => {
    const straight = {
      1: [RED, GREEN, BLUE, WHITE],
      2: [GREEN, RED, WHITE, BLUE],
      3: [WHITE, BLUE, GREEN, RED],
      4: [BLUE, WHITE, RED, GREEN],
    };
    const turned = {
      5: [RED, BLUE, GREEN, WHITE],
      6: [BLUE, RED, WHITE, GREEN],
      7: [WHITE, GREEN, BLUE, RED],
      8: [GREEN, WHITE, RED, BLUE],
    };
    const expected = Object.entries({ ...straight, ...turned }).find(([key]) => Number(key) === orientation)?.[1] ?? [];
    const bytes = await quarters()
      .withMetadata({ orientation })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const { metadata, corners } = await prepare(bytes);
    expect([metadata.width, metadata.height]).toEqual(orientation < 5 ? [48, 32] : [32, 48]);
    expect(distance(corners, expected)).toBeLessThan(12);
    expect(metadata.orientation ?? 1).toBe(1);
  });

  test.each(['jpeg', 'webp', 'png'] as const)(
    'of a %s loses its metadata, where it was taken included',
    async (format) => {
      const exif = { IFD0: { Copyright: 'PRIVATE-NAME' }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } };
      const bytes = await quarters()
        .withExif(exif)
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">PRIVATE-XMP</x:xmpmeta>')
        .toFormat(format)
        .toBuffer();
      expect(Buffer.from(bytes).includes('PRIVATE-NAME')).toBe(true);
      const { metadata, bytes: prepared } = await prepare(bytes);
      expect(metadata).not.toHaveProperty('exif');
      expect(metadata).not.toHaveProperty('xmp');
      expect(Buffer.from(prepared).includes('PRIVATE')).toBe(false);
    },
  );

  test('is at most 2048 pixels a side, in its own proportions, and never enlarged', async () => {
    expect((await prepare(await surface(4096, 1000).png().toBuffer())).metadata).toMatchObject({
      width: 2048,
      height: 500,
    });
    expect((await prepare(await surface(2048, 2048).png().toBuffer())).metadata).toMatchObject({
      width: 2048,
      height: 2048,
    });
    expect((await prepare(await surface(1, 1).png().toBuffer())).metadata).toMatchObject({ width: 1, height: 1 });
    expect((await prepare(await surface(9000, 1).png().toBuffer())).metadata).toMatchObject({ width: 2048, height: 1 });
  });

  test('keeps its transparency, whatever format it came in', async () => {
    for (const bytes of [await surface(64, 64, 0.5).png().toBuffer(), await surface(64, 64, 0.5).webp().toBuffer()]) {
      const { mediaType, pixel } = await prepare(bytes);
      expect(mediaType).toBe('image/png');
      expect(pixel(0, 0)[3]).toBe(128);
    }
  });

  test('without visible transparency loses the channel for it', async () => {
    const { metadata } = await prepare(await surface(64, 64, 1).png().toBuffer());
    expect(metadata).toMatchObject({ format: 'png', channels: 3, hasAlpha: false });
  });

  test('stays a PNG while that is small, and becomes a JPEG otherwise', async () => {
    expect((await prepare(await surface(1000, 1000).png().toBuffer())).mediaType).toBe('image/png');
    const { metadata } = await prepare(await noisyPng(1000, 1000));
    expect(metadata).toMatchObject({ format: 'jpeg', chromaSubsampling: '4:4:4' });
  });

  test.each([
    ['a grey PNG', () => surface(16, 16).greyscale().png().toBuffer()],
    ['a 16-bit PNG', () => surface(16, 16).toColourspace('rgb16').png().toBuffer()],
    ['a PNG with a palette', () => surface(16, 16).png({ palette: true }).toBuffer()],
    ['an interlaced PNG', () => surface(16, 16).png({ progressive: true }).toBuffer()],
    ['a CMYK JPEG', () => surface(16, 16).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer()],
    ['a progressive JPEG', () => surface(16, 16).jpeg({ progressive: true }).toBuffer()],
    ['a lossless WebP', () => surface(16, 16).webp({ lossless: true }).toBuffer()],
  ])('can be %s, and has its colours in sRGB afterwards', async (_, encode) => {
    const { pixel, metadata } = await prepare(await encode());
    expect(metadata).toMatchObject({ depth: 'uchar', hasProfile: false });
    // The way into CMYK and back is not exact.
    expect(distance([pixel(8, 8).slice(0, 1)], [[120]])).toBeLessThan(16);
  });

  test('in another colour space is converted rather than relabelled', async () => {
    const { corners } = await prepare(await quarters().withIccProfile('p3').png().toBuffer());
    expect(distance(corners, [RED, GREEN, BLUE, WHITE])).toBeLessThan(4);
  });

  test('that is animated shows its first picture', async () => {
    const frames = [surface(8, 8), surface(8, 8).negate()].map((frame) => frame.png().toBuffer());
    const bytes = await sharp(await Promise.all(frames), { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    const { metadata, pixel } = await prepare(bytes);
    expect([metadata.width, metadata.height, pixel(0, 0)[0]]).toEqual([8, 8, 120]);
  });
});

describe('a HEIC reference', () => {
  test('of a telephone comes out upright, with its colours in sRGB', async () => {
    const { metadata, corners } = await prepare(fixture('phone.heic'));
    expect([metadata.width, metadata.height]).toEqual([32, 48]);
    expect(distance(corners, [BLUE, RED, WHITE, GREEN])).toBeLessThan(12);
  });

  test('keeps its transparency', async () => {
    const { mediaType, pixel } = await prepare(fixture('transparent.heic'));
    expect([mediaType, pixel(2, 2)[3], pixel(-3, 2)[3]]).toEqual(['image/png', 255, 0]);
  });

  test('of 51 megapixels is taken, scaled down', async () => {
    expect((await prepare(fixture('51-megapixels.heic'))).metadata).toMatchObject({ width: 2048, height: 1639 });
  });

  test('of more than 52 megapixels is refused before it is decoded', async () => {
    expect(await problemOf(withSize(fixture('phone.heic'), 8000, 6501))).toBe('too-many-pixels');
  });

  test.each([30, 300, 950, 1300])('that ends after %i bytes is damaged', async (length) => {
    expect(await problemOf(fixture('phone.heic').subarray(0, length))).toBe('damaged');
  });

  test('that lies about its size is refused', async () => {
    expect(await problemOf(withSize(fixture('phone.heic'), 60_000, 60_000))).toBe('too-many-pixels');
    expect(await problemOf(withSize(fixture('51-megapixels.heic'), 8, 8))).toBe('damaged');
  });

  test('does not hold up the event loop while it is decoded', async () => {
    let turns = 0;
    const counting = setInterval(() => void (turns += 1), 1);
    const prepared = await createImages().prepareReference(fixture('51-megapixels.heic'));
    clearInterval(counting);
    expect(prepared).toHaveProperty('mediaType', 'image/jpeg');
    expect(turns).toBeGreaterThan(50);
  });
});

describe('a hostile reference', () => {
  test('of few bytes and many pixels is refused by its header', async () => {
    const bomb = pngOf(20_000, 20_000, 20_000);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await problemOf(bomb)).toBe('too-many-pixels');
    expect(await problemOf(pngOf(20_000, 20_000, 1))).toBe('too-many-pixels');
    expect(await problemOf(pngOf(2_000_000_000, 2_000_000_000, 1))).toMatch(/^(too-many-pixels|damaged)$/);
  });

  test('with more or fewer rows than its header says is taken for what the header says, or damaged', async () => {
    expect((await prepare(pngOf(16, 8, 800))).metadata).toMatchObject({ width: 16, height: 8 });
    expect(await problemOf(pngOf(16, 800, 8))).toBe('damaged');
  });

  test.each(['png', 'jpeg', 'webp'] as const)('%s that ends anywhere before its end is damaged', async (format) => {
    const bytes = await sharp(await noisyPng(64, 64))
      .toFormat(format)
      .toBuffer();
    for (const share of [0.02, 0.2, 0.5, 0.9]) {
      expect(await problemOf(bytes.subarray(0, Math.max(12, Math.floor(bytes.length * share))))).toBe('damaged');
    }
  });

  test('with damaged pixels is damaged', async () => {
    const bytes = Buffer.from(await noisyPng(64, 64));
    bytes.fill(0, 3000, 3200);
    expect(await problemOf(bytes)).toBe('damaged');
  });

  test.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'svg'],
    ['a PDF', '%PDF-1.7', 'not-an-image'],
    ['a TIFF', 'II*\0', 'not-an-image'],
    ['a GIF', 'GIF89a', 'gif'],
  ])('that calls itself a picture and is %s is refused', async (_, content, problem) => {
    expect(await problemOf(Buffer.from(content))).toBe(problem);
  });
});

describe('fitting a picture', () => {
  test('costs nothing but bytes while WebP without loss is enough', async () => {
    const png = await sharp(await quarters().resize(512, 512).png().toBuffer())
      .png({ compressionLevel: 0 })
      .toBuffer();
    const { bytes } = await createImages().fit(png, png.length - 1);
    const [before, after] = await Promise.all([
      sharp(png).removeAlpha().raw().toBuffer(),
      sharp(bytes).removeAlpha().raw().toBuffer(),
    ]);
    expect(after.equals(before)).toBe(true);
  });

  test('keeps its size in pixels as long as less quality is enough', async () => {
    const png = await noisyPng(256, 256);
    const { bytes } = await createImages().fit(png, png.length / 3);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
  });

  test('fails rather than hand over what does not fit', async () => {
    await expect(createImages().fit(await noisyPng(32, 32), 5)).rejects.toThrow('small enough');
  });

  test('fails on a damaged picture that is too large', async () => {
    const png = await noisyPng(64, 64);
    await expect(createImages().fit(png.subarray(0, 2000), 1000)).rejects.toThrow('damaged');
  });
});
