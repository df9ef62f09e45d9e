import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

import type { Images } from '../../src/ports/media.ts';

/** A picture that does not compress: every size limit below its own is a real one. */
export async function noisyPng(width: number, height: number): Promise<Uint8Array> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#888888', noise } })
    .png()
    .toBuffer();
}

/** What every implementation of the port Images must hold. */
export function describeImages(name: string, createImages: () => Images): void {
  describe(`${name} as Images`, () => {
    test.each(['png', 'jpeg', 'webp', 'gif'] as const)('shows a %s as it is, by its content', async (format) => {
      const bytes = await sharp(await noisyPng(8, 8))
        .toFormat(format)
        .toBuffer();
      const extension = format === 'jpeg' ? 'jpg' : format;
      const shown = await createImages().display(bytes);
      expect(shown).toEqual({ bytes, mediaType: `image/${format}`, extension });
      expect(shown?.bytes).toBe(bytes);
    });

    test.each([
      ['nothing', new Uint8Array(0)],
      ['text', text('<html><body>404</body></html>')],
      ['the first bytes of a PNG alone', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ])('does not take %s for a picture', async (_, bytes) => {
      expect(await createImages().display(bytes)).toBeUndefined();
    });

    test('hands over what it cannot show as the file that it is, and lets it be while it fits', async () => {
      const [images, bytes] = [createImages(), Uint8Array.from({ length: 100 }, (_, at) => at)];
      expect(await images.display(bytes)).toEqual({
        bytes,
        mediaType: 'application/octet-stream',
        extension: 'bin',
        isFile: true,
      });
      expect((await images.fit(bytes, 100)).bytes).toBe(bytes);
      await expect(images.fit(bytes, 99)).rejects.toThrow('no picture');
    });

    test.each([
      ['empty', new Uint8Array(0)],
      ['too-large', new Uint8Array(25 * 1024 * 1024 + 1)],
      ['gif', text('GIF89a......')],
      ['svg', text('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['not-an-image', text('%PDF-1.7')],
    ])('refuses a reference as %s', async (problem, bytes) => {
      expect(await createImages().prepareReference(bytes)).toEqual({ problem });
    });

    test('refuses a reference that ends too early as damaged', async () => {
      const bytes = await noisyPng(64, 64);
      expect(await createImages().prepareReference(bytes.subarray(0, bytes.length / 2))).toEqual({
        problem: 'damaged',
      });
    });

    test('makes the same reference of the same bytes, of the media type that it names', async () => {
      const bytes = await noisyPng(64, 64);
      const images = createImages();
      const [first, second] = await Promise.all([images.prepareReference(bytes), images.prepareReference(bytes)]);
      if ('problem' in first) throw new Error(first.problem);
      expect(second).toEqual(first);
      expect(await images.display(first.bytes)).toMatchObject({ mediaType: first.mediaType });
    });

    test('leaves a picture that fits as it is', async () => {
      const bytes = await noisyPng(64, 64);
      const fitting = await createImages().fit(bytes, bytes.length);
      expect(fitting).toEqual({ bytes, mediaType: 'image/png', extension: 'png' });
      expect(fitting.bytes).toBe(bytes);
    });

    test.each([0.9, 0.5, 0.1, 0.01])('makes a picture fit into %f of its size', async (share) => {
      const images = createImages();
      const bytes = await noisyPng(128, 128);
      const maxBytes = Math.floor(bytes.length * share);
      const fitting = await images.fit(bytes, maxBytes);
      expect(fitting.bytes.length).toBeLessThanOrEqual(maxBytes);
      expect(await images.display(fitting.bytes)).toEqual(fitting);
    });

    test('cannot fit what is no picture', async () => {
      await expect(createImages().fit(text('not a picture'), 5)).rejects.toThrow('no picture');
    });
  });
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
