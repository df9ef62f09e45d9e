import { hasEveryScan, jpegFrame } from './jpeg-frame.ts';
import type { Sharp } from './load-sharp.ts';

/** The share of a JPEG's rows that has to be there when its end is not. */
const ROWS_NEEDED = 0.95;
/** Pixels come in bands of up to so many rows. */
const BAND_ROWS = 16;
/** What a file of any size may have lost: of a very small picture, that is more than a few rows. */
const FEW_BYTES = 64;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
const PROBE = { width: 64, height: 512, fit: 'fill' } as const;
/** What is taken away in addition, to see where the rest of a file stands in the picture. */
const PROBED_SHARE = 0.02;

/** Whether a JPEG that ends too early holds almost all of its picture: every viewer opens such a file. */
export async function hasMostRows(
  sharp: Sharp,
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<boolean> {
  // Nothing but the mark at the end is missing: with it, a decoder has nothing to warn of.
  if (await decodes(sharp(Buffer.concat([bytes, END_OF_IMAGE]), { failOn: 'warning', limitInputPixels: false })))
    return true;
  const frame = jpegFrame(bytes);
  const isByRow = frame?.isKept === false;
  const needed = Math.min(Math.floor(height * ROWS_NEEDED), height - BAND_ROWS);
  // What lies above the break decodes as if nothing were wrong. The decoder looks a band ahead, so of a small picture
  // even rows that are there may be refused.
  const upper = { left: 0, top: 0, width, height: Math.max(1, needed) };
  const byRow = { failOn: 'error', sequentialRead: true, limitInputPixels: false } as const;
  if (isByRow && (await decodes(sharp(bytes, byRow).extract(upper)))) return true;
  if (!hasEveryScan(bytes)) return false;
  // The last scan goes from the top down: where less of the file changes the picture, that scan ends.
  const less = bytes.subarray(0, bytes.length - Math.ceil(bytes.length * PROBED_SHARE));
  const [all, fewer] = [await probe(sharp, bytes), await probe(sharp, less)];
  const last = all.findLastIndex((value, at) => value !== fewer[at]);
  if (last < 0) return false;
  const probed = (last + 1) / (all.length / PROBE.height);
  const rows = Math.ceil(probed) * (height / PROBE.height);
  if (!isByRow) return rows >= needed;
  // Of its last band only what stands left of there has come.
  const reached = Math.max(1, rows - BAND_ROWS * (Math.ceil(probed) - probed));
  const bytesMissing = ((bytes.length - frame.headBytes) * (height - reached)) / reached;
  return reached >= height * ROWS_NEEDED || bytesMissing <= FEW_BYTES;
}

async function probe(sharp: Sharp, bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes, { failOn: 'none', sequentialRead: true, limitInputPixels: false })
    .resize({ ...PROBE, kernel: 'nearest' })
    .raw()
    .toBuffer();
}

async function decodes(image: ReturnType<Sharp>): Promise<boolean> {
  try {
    await image.resize(PROBE).raw().toBuffer();
    return true;
  } catch {
    return false;
  }
}
