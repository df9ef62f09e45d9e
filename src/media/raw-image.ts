import type { Sharp } from './load-sharp.ts';

/** What is decoded at most, judged by the file's header: 50 megapixels are 200 MB. */
export const MAX_PIXELS = 50_000_000;

/** Decoded pixels, upright, in sRGB, without metadata. */
export interface RawImage {
  data: Buffer;
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
  hasTransparency: boolean;
}

export type DecodeOutcome = { image: RawImage } | { problem: 'damaged' | 'too-many-pixels' };

/**
 * Decodes a file completely, so that a damaged one shows itself, and scales it to `maxSide` pixels a side.
 * Of an animation the first picture is taken.
 */
export async function decodeImage(sharp: Sharp, bytes: Uint8Array, maxSide: number): Promise<DecodeOutcome> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MAX_PIXELS) return { problem: 'too-many-pixels' };
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    return { image: { data, raw, hasTransparency: isTransparent(data, info.channels) } };
  } catch {
    // libvips has one kind of error for whatever is wrong with a file.
    return { problem: 'damaged' };
  }
}

function isTransparent(data: Buffer, channels: number): boolean {
  if (channels === 1 || channels === 3) return false;
  for (let at = channels - 1; at < data.length; at += channels) {
    if (data[at] !== 255) return true;
  }
  return false;
}
