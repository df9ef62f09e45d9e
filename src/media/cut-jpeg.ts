import { hasEveryScan, jpegFrame } from './jpeg-frame.ts';
import type { Sharp } from './load-sharp.ts';

/** The share of a JPEG's rows that has to be there when its end is not. */
const ROWS_NEEDED = 0.95;
/** Pixels come in blocks of up to so many rows. */
const BLOCK_ROWS = 16;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
const PROBE = { width: 64, height: 512, fit: 'fill' } as const;
/** What is taken away in addition, to see where the rest of a file stands in the picture. */
const PROBED_SHARE = 0.02;

/** Whether a JPEG that ends too early holds almost all of its picture: every viewer opens such a file. */
export async function hasMostRows(sharp: Sharp, bytes: Uint8Array, { width, height }: { width: number; height: number }): Promise<boolean> {
  // Nothing but the mark at the end is missing: with it, a decoder has nothing to warn of.
  if (await decodes(sharp(Buffer.concat([bytes, END_OF_IMAGE]), { failOn: 'warning', limitInputPixels: false }))) return true;
  const needed = Math.min(Math.floor(height * ROWS_NEEDED), height - BLOCK_ROWS);
  if (jpegFrame(bytes)?.isKept === false) {
    // Row by row: what lies above the break decodes as if nothing were wrong.
    const upper = { left: 0, top: 0, width, height: Math.max(1, needed) };
    return decodes(sharp(bytes, { failOn: 'error', sequentialRead: true, limitInputPixels: false }).extract(upper));
  }
  if (!hasEveryScan(bytes)) return false;
  // Its last scan makes rows finer from the top down: where less of the file changes the picture, that scan ends.
  const less = bytes.subarray(0, bytes.length - Math.ceil(bytes.length * PROBED_SHARE));
  const [all, fewer] = [await probe(sharp, bytes), await probe(sharp, less)];
  const last = all.findLastIndex((value, at) => value !== fewer[at]);
  const reached = (Math.floor(last / (all.length / PROBE.height)) + 1) * (height / PROBE.height);
  return last >= 0 && reached >= needed;
}

async function probe(sharp: Sharp, bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes, { failOn: 'none', limitInputPixels: false }).resize({ ...PROBE, kernel: 'nearest' }).raw().toBuffer();
}

async function decodes(image: ReturnType<Sharp>): Promise<boolean> {
  try {
    await image.resize(PROBE).raw().toBuffer();
    return true;
  } catch {
    return false;
  }
}
