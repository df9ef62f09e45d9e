import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

import { noisyPng } from '../contract/images.contract.ts';
import { greyJpeg, prepare, prepareHere, pngOf, surface, withJpegSize, withWebpSize } from './image-samples.ts';

const outcomeOf = async (bytes: Uint8Array): Promise<string> => {
  const result = await prepareHere(bytes);
  return 'problem' in result ? result.problem : 'taken';
};

const noisyJpeg = async (progressive: boolean): Promise<Uint8Array> =>
  sharp(await noisyPng(640, 480))
    .jpeg({ quality: 85, progressive })
    .toBuffer();

/** A picture of few details, so that 30 bytes are much of its file. */
async function slopes(side: number): Promise<Uint8Array> {
  const pixels = Uint8Array.from(
    { length: side * side * 3 },
    (_, at) => 128 + 100 * Math.sin((at % (side * 3)) / side) * Math.cos((at / side / side) * 2),
  );
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}

/** Announces a first scan of one colour alone: its decoder keeps everything until the others have come. */
function inSeveralScans(jpeg: Uint8Array): Uint8Array {
  const scan = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([
    jpeg.subarray(0, scan),
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]),
    jpeg.subarray(scan + 14),
  ]);
}

describe('photographs as telephones make them', () => {
  test.each([
    ['Pixel, 50 megapixels', 8160, 6144],
    ['Samsung, 200 megapixels', 16_320, 12_240],
  ])('%s are taken as JPEG', async (_, width, height) => {
    expect((await prepare(await greyJpeg(width, height))).metadata).toMatchObject({
      width: 2048,
      height: Math.round((2048 * height) / width),
    });
  });

  test('are refused by their header, in words that say what to do, where their decoder would have to keep more than the bot may take', async () => {
    const small = surface(64, 64);
    const [simple, progressive, lossless] = [
      await small.jpeg().toBuffer(),
      await small.jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
      await small.webp({ lossless: true }).toBuffer(),
    ];
    expect(await outcomeOf(withJpegSize(inSeveralScans(simple), 12_000, 9000))).toBe('progressive');
    expect(await outcomeOf(withJpegSize(progressive, 7000, 5700))).toBe('progressive');
    expect(await outcomeOf(pngOf(7000, 7000, 1, { depth: 8, colours: 6, interlacing: 1 }))).toBe('progressive');
    expect(await outcomeOf(pngOf(7300, 7300, 1))).toBe('too-many-pixels');
    expect(await outcomeOf(withWebpSize(lossless, 7000, 7000))).toBe('too-many-pixels');
  });

  test('are taken as lossy WebP, which is read row by row, whatever their size', async () => {
    const bytes = await surface(8200, 6400).webp({ quality: 20, effort: 0 }).toBuffer();
    expect((await prepare(bytes)).metadata).toMatchObject({ width: 2048, height: 1598 });
  });
});

describe('a JPEG that lost its end', () => {
  test.each([false, true])('by a few bytes is taken, all its rows are there (progressive: %s)', async (progressive) => {
    const bytes = await noisyJpeg(progressive);
    for (const missing of [1, 2, 3, 10])
      expect([missing, await outcomeOf(bytes.subarray(0, -missing))]).toEqual([missing, 'taken']);
  });

  test.each([false, true])('by a tenth, a third, a half or more is damaged (progressive: %s)', async (progressive) => {
    const bytes = await noisyJpeg(progressive);
    for (const share of [0.9, 0.66, 0.5, 0.1])
      expect([share, await outcomeOf(bytes.subarray(0, Math.floor(bytes.length * share)))]).toEqual([share, 'damaged']);
  });

  test.each([16, 24, 40, 100, 240, 320])(
    'by up to 30 bytes is taken, be it as small as %i pixels a side',
    async (side) => {
      for (const chromaSubsampling of ['4:2:0', '4:4:4']) {
        for (const image of [sharp(await noisyPng(side, side)), sharp(await slopes(side))]) {
          const bytes = await image.jpeg({ quality: 85, chromaSubsampling }).toBuffer();
          for (const missing of [3, 5, 10, 20, 30]) {
            expect([chromaSubsampling, bytes.length, missing, await outcomeOf(bytes.subarray(0, -missing))]).toEqual([
              chromaSubsampling,
              bytes.length,
              missing,
              'taken',
            ]);
          }
          expect([chromaSubsampling, await outcomeOf(bytes.subarray(0, bytes.length / 2))]).toEqual([
            chromaSubsampling,
            'damaged',
          ]);
        }
      }
    },
  );

  test('with a film behind it instead is taken', async () => {
    const bytes = await noisyJpeg(false);
    expect(await outcomeOf(Buffer.concat([bytes.subarray(0, -2), Buffer.alloc(4000, 'mdat')]))).toBe('taken');
  });
});

describe('a WebP', () => {
  test('that lacks the padding at its end is taken, as browsers do', async () => {
    const padded = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (side) =>
        surface(side * 9, side * 5)
          .webp({ lossless: true })
          .toBuffer(),
      ),
    );
    const odd = padded.filter(
      (bytes) => bytes.readUInt32LE(16) % 2 === 1 && bytes.length === 20 + bytes.readUInt32LE(16) + 1,
    );
    expect(odd.length).toBeGreaterThan(0);
    for (const bytes of odd) expect(await outcomeOf(bytes.subarray(0, -1))).toBe('taken');
  });

  test('that ends before is damaged', async () => {
    const bytes = await sharp(await noisyPng(64, 64))
      .webp({ lossless: true })
      .toBuffer();
    expect(await outcomeOf(bytes.subarray(0, Math.floor(bytes.length / 2)))).toBe('damaged');
  });
});

describe('what is stored of a reference', () => {
  test.each([
    [
      'a WebP full of transparent noise',
      'image/webp',
      async () =>
        sharp(await noise(4, 1420), { raw: { width: 1420, height: 1420, channels: 4 } })
          .webp({ quality: 1, alphaQuality: 1 })
          .toBuffer(),
    ],
    [
      'a photograph full of detail',
      'image/jpeg',
      async () =>
        sharp(await noise(3, 2048), { raw: { width: 2048, height: 2048, channels: 3 } })
          .jpeg({ quality: 60 })
          .toBuffer(),
    ],
  ])('never takes more than 1.5 MB, not of %s either', async (_, kept, make) => {
    const { bytes, mediaType, metadata } = await prepare(await make());
    expect(bytes.length).toBeLessThanOrEqual(1_500_000);
    expect([mediaType, metadata.hasAlpha]).toEqual([kept, kept === 'image/webp']);
    expect(metadata.width).toBeGreaterThan(1000);
  });
});

async function noise(channels: 3 | 4, side: number): Promise<Buffer> {
  const grey = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const create = { width: side * channels, height: side, channels: 3, background: '#888888', noise: grey } as const;
  return sharp({ create }).extractChannel(0).raw().toBuffer();
}

async function png(): Promise<Buffer> {
  return surface(16, 16).png().toBuffer();
}

/** A PNG with a chunk of four bytes behind its header. */
async function withChunk(type: string, checksum: number): Promise<Buffer> {
  const chunk = Buffer.alloc(12 + 4);
  chunk.writeUInt32BE(4);
  chunk.write(type, 4, 'latin1');
  chunk.writeUInt32BE(checksum, 12);
  const file = await png();
  return Buffer.concat([file.subarray(0, 33), chunk, file.subarray(33)]);
}

describe('files of all kinds that people have', () => {
  test.each<[string, () => Promise<Buffer>]>([
    ['a grey JPEG', async () => surface(16, 16).greyscale().jpeg().toBuffer()],
    [
      'a JPEG with garbage behind its end',
      async () => Buffer.concat([await surface(16, 16).jpeg().toBuffer(), Buffer.alloc(500, 7)]),
    ],
    ['a PNG of one column', async () => surface(1, 30_000).png().toBuffer()],
    ['a PNG of one row', async () => surface(30_000, 1).png().toBuffer()],
    ['a PNG of 60,000 by 10', async () => surface(60_000, 10).png().toBuffer()],
    ['a PNG without its end', async () => (await png()).subarray(0, -12)],
    ['a PNG with a wrong checksum beside the picture', async () => withChunk('tEXt', 1)],
  ])('%s is taken', async (_, make) => {
    expect(await outcomeOf(await make())).toBe('taken');
  });

  test.each<[string, string, () => Promise<Buffer>]>([
    ['an AVIF', 'not-an-image', async () => surface(16, 16).avif().toBuffer()],
    ['a TIFF', 'not-an-image', async () => surface(16, 16).tiff().toBuffer()],
    ['a BMP', 'not-an-image', async () => Buffer.from('BM\x36\0\0\0\0\0\0\0', 'latin1')],
    ['an icon', 'not-an-image', async () => Buffer.from([0, 0, 1, 0, 1, 0, 16, 16])],
    ['a GIF', 'gif', async () => surface(16, 16).gif().toBuffer()],
    [
      'a PNG whose header has a wrong checksum',
      'damaged',
      async () => {
        const file = await png();
        file[29] = (file[29] ?? 0) ^ 255;
        return file;
      },
    ],
    ['a PNG with a chunk that nobody knows and everybody must', 'damaged', async () => withChunk('ABCD', 1)],
  ])('%s is refused as %s', async (_, problem, make) => {
    expect(await outcomeOf(await make())).toBe(problem);
  });
});
