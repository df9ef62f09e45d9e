import { hasMostRows } from './cut-jpeg.ts';
import { jpegFrame } from './jpeg-frame.ts';
import type { Sharp } from './load-sharp.ts';
import { webpKeptBytes } from './webp-frame.ts';

/**
 * What is decoded at most where every pixel is in memory or may be; telephones of "50 megapixels" have up to 51
 * million.
 */
export const MAX_PIXELS = 52_000_000;
/**
 * What is decoded at most where rows come one by one and most of them are skipped: above telephones of "200
 * megapixels".
 */
const MAX_STREAMED_PIXELS = 220_000_000;
/** What a decoder may keep of a file that it cannot read row by row. */
const MAX_KEPT_BYTES = 160_000_000;

/** Decoded pixels, upright, in sRGB, without metadata. */
export interface RawImage {
  data: Buffer;
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
  hasTransparency: boolean;
}

export type DecodeOutcome = { image: RawImage } | { problem: 'damaged' | TooLarge };
type TooLarge = 'too-many-pixels' | 'progressive';

/**
 * Decodes a file completely, so that a damaged one shows itself, and scales it to `maxSide` pixels a side.
 * Of an animation the first picture is taken.
 */
export async function decodeImage(sharp: Sharp, bytes: Uint8Array, maxSide: number): Promise<DecodeOutcome> {
  try {
    const header = await sharp(bytes, { limitInputPixels: false }).metadata();
    const tooLarge = problemOfSize(header, bytes);
    if (tooLarge !== undefined) return { problem: tooLarge };
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

/** `progressive` where the same picture, saved row by row, would be taken. */
function problemOfSize(header: Header, bytes: Uint8Array): TooLarge | undefined {
  const pixels = header.width * header.height;
  if (pixels > MAX_STREAMED_PIXELS) return 'too-many-pixels';
  if (header.format === 'jpeg') {
    const frame = jpegFrame(bytes);
    if (frame?.isKept === false) return undefined;
    // A coefficient of two bytes for each sample.
    const kept = pixels * (frame?.samples ?? header.channels) * 2;
    return pixels > MAX_PIXELS || kept > MAX_KEPT_BYTES ? 'progressive' : undefined;
  }
  if (header.format === 'webp') {
    const kept = webpKeptBytes(bytes) ?? Infinity;
    if (kept === 0) return undefined;
    return pixels > MAX_PIXELS || pixels * kept > MAX_KEPT_BYTES ? 'too-many-pixels' : undefined;
  }
  if (pixels > MAX_PIXELS) return 'too-many-pixels';
  const bytesPerSample = header.depth === 'ushort' ? 2 : 1;
  return header.isProgressive === true && pixels * header.channels * bytesPerSample > MAX_KEPT_BYTES
    ? 'progressive'
    : undefined;
}

async function decode(
  sharp: Sharp,
  bytes: Uint8Array,
  maxSide: number,
  failOn: 'error' | 'none' = 'error',
): Promise<RawImage> {
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
