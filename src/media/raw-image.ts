import { hasMostRows } from './cut-jpeg.ts';
import { jpegFrame } from './jpeg-frame.ts';
import type { Sharp } from './load-sharp.ts';

/** What is decoded at most where every pixel is in memory or may be; telephones of "50 megapixels" have up to 51 million. */
export const MAX_PIXELS = 52_000_000;
/** What is decoded at most where rows come one by one and most of them are skipped: above telephones of "200 megapixels". */
const MAX_STREAMED_PIXELS = 220_000_000;
/** What a decoder may keep of a file that it cannot read row by row. */
const MAX_KEPT_BYTES = 210_000_000;

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
    const header = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (isTooLarge(header, bytes)) return { problem: 'too-many-pixels' };
    const whole = await decode(sharp, bytes, maxSide).catch(() => undefined);
    if (whole !== undefined) return { image: whole };
    // Every viewer opens a JPEG that lacks its last bytes: almost all of the picture is there.
    if (header.format !== 'jpeg' || !(await hasMostRows(sharp, bytes, header))) return { problem: 'damaged' };
    return { image: await decode(sharp, bytes, maxSide, 'none') };
  } catch {
    // libvips has one kind of error for whatever is wrong with a file.
    return { problem: 'damaged' };
  }
}

interface Header {
  format?: string | undefined;
  width: number;
  height: number;
  channels: number;
  depth?: string | undefined;
  isProgressive?: boolean | undefined;
}

function isTooLarge(header: Header, bytes: Uint8Array): boolean {
  const pixels = header.width * header.height;
  if (header.format === 'jpeg') {
    const frame = jpegFrame(bytes);
    // A coefficient of two bytes for each sample.
    if (frame === undefined || frame.isKept) return pixels > MAX_PIXELS || pixels * (frame?.samples ?? header.channels) * 2 > MAX_KEPT_BYTES;
    return pixels > MAX_STREAMED_PIXELS;
  }
  const bytesPerSample = header.depth === 'ushort' ? 2 : 1;
  const kept = header.isProgressive === true ? pixels * header.channels * bytesPerSample : 0;
  return pixels > MAX_PIXELS || kept > MAX_KEPT_BYTES;
}

async function decode(sharp: Sharp, bytes: Uint8Array, maxSide: number, failOn: 'error' | 'none' = 'error'): Promise<RawImage> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_STREAMED_PIXELS, failOn, sequentialRead: true })
    .autoOrient()
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return { data, raw, hasTransparency: isTransparent(data, info.channels) };
}

function isTransparent(data: Buffer, channels: number): boolean {
  if (channels === 1 || channels === 3) return false;
  for (let at = channels - 1; at < data.length; at += channels) {
    if (data[at] !== 255) return true;
  }
  return false;
}
