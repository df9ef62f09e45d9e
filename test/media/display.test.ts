import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

import { createImages } from '../../src/media/images.ts';
import { distance, fixture, GREEN, quarters, RED } from './image-samples.ts';

const jpeg = async (): Promise<Buffer> => quarters().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();

/** The file with bytes put in front of its frame header. */
function beforeFrame(file: Buffer, bytes: readonly number[]): Buffer {
  const at = file.indexOf(Buffer.from([0xff, 0xc0]));
  return Buffer.concat([file.subarray(0, at), Buffer.from(bytes), file.subarray(at)]);
}

describe('a paid picture that every viewer opens', () => {
  test.each<[string, () => Promise<Buffer>]>([
    [
      'with fill bytes behind its start',
      async () => {
        const file = await jpeg();
        return Buffer.concat([file.subarray(0, 2), Buffer.from([0xff, 0xff, 0xff]), file.subarray(2)]);
      },
    ],
    ['with fill bytes before its frame', async () => beforeFrame(await jpeg(), [0xff, 0xff])],
    ['with stray bytes before a marker', async () => beforeFrame(await jpeg(), [1, 2, 3])],
    [
      'with a directory of EXIF that is cut off',
      async () => {
        const file = await jpeg();
        return Buffer.concat([
          file.subarray(0, 2),
          Buffer.from([0xff, 0xe1, 0, 14]),
          Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1').subarray(0, 12),
          file.subarray(2),
        ]);
      },
    ],
    ['progressive', async () => quarters().jpeg({ progressive: true }).toBuffer()],
    [
      'that lost its last rows',
      async () => {
        const file = await jpeg();
        return file.subarray(0, file.length - 60);
      },
    ],
  ])('as a JPEG %s is shown as it is', async (_, make) => {
    const bytes = await make();
    const shown = await createImages().display(bytes);
    expect(shown).toEqual({ bytes, mediaType: 'image/jpeg', extension: 'jpg' });
  });

  test.each(['avif', 'tiff'] as const)('as %s is converted without loss to what Discord shows', async (format) => {
    const bytes = await quarters()
      .toFormat(format, format === 'avif' ? { lossless: true } : {})
      .toBuffer();
    const shown = await createImages().display(bytes);
    expect(shown).toMatchObject({ mediaType: 'image/webp', extension: 'webp' });
    const { data, info } = await sharp(shown?.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([48, 32]);
    expect(distance([[...data.subarray(6, 9)], [...data.subarray(45 * 3, 45 * 3 + 3)]], [RED, GREEN])).toBeLessThan(12);
  });

  test('as HEIC is converted by the one decoder that knows it', async () => {
    const shown = await createImages().display(fixture('phone.heic'));
    expect(await sharp(shown?.bytes).metadata()).toMatchObject({ width: 32, height: 48 });
    expect(shown).not.toHaveProperty('isFile');
  });

  test('as a GIF stays one, and moves', async () => {
    const frames = await Promise.all([quarters(), quarters().negate()].map(async (frame) => frame.png().toBuffer()));
    const bytes = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(await createImages().display(bytes)).toEqual({ bytes, mediaType: 'image/gif', extension: 'gif' });
  });
});

test.each([
  [
    'a JPEG XL',
    Buffer.concat([Buffer.from([0, 0, 0, 12]), Buffer.from('JXL \r\n'), Buffer.from([0x87, 0x0a]), Buffer.alloc(40)]),
  ],
  [
    'a PNG whose header is broken',
    Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(40)]),
  ],
])('%s, which nothing here decodes, is handed over as a file', async (_, bytes) => {
  expect(await createImages().display(bytes)).toEqual({
    bytes,
    mediaType: 'application/octet-stream',
    extension: 'bin',
    isFile: true,
  });
});

test.each([
  '<!doctype html><title>502 Bad Gateway</title>',
  '{"error":"not yet there"}',
  'AccessDenied: try again later',
])('an outage’s page is no picture: %s', async (page) => {
  expect(await createImages().display(Buffer.from(page))).toBeUndefined();
});
