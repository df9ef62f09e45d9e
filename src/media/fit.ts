import type { Sharp } from './formats/load-sharp.ts';
import { pictureTypeOf } from './formats/picture-type.ts';
import { decodeImage } from './formats/raw-image.ts';

/** WebP's own limit. */
const MAX_WEBP_SIDE = 16_383;
const QUALITIES = [95, 90, 80, 70, 60] as const;
const SHRUNK_QUALITY = 80;
const SHRINK = 0.75;

/**
 * The picture in at most `maxBytes`: as it is when it fits, else as WebP, first without any loss, then with
 * ever more of it, at last ever smaller. Throws when it is no picture or nothing is small enough.
 */
export async function fit(
  bytes: Uint8Array,
  maxBytes: number,
  loadSharp: () => Promise<Sharp>,
): Promise<{ bytes: Uint8Array; mediaType: string; extension: string }> {
  const type = pictureTypeOf(bytes);
  if (bytes.length <= maxBytes)
    return { bytes, ...(type ?? { mediaType: 'application/octet-stream', extension: 'bin' }) };
  if (type === undefined) throw new TypeError('What should fit is no picture.');

  const sharp = await loadSharp();
  const decoded = await decodeImage(sharp, bytes, MAX_WEBP_SIDE);
  if ('problem' in decoded) throw new Error(`The picture cannot be made to fit: ${decoded.problem}.`);
  const { data, raw } = decoded.image;

  const lossless = await sharp(data, { raw }).webp({ lossless: true }).toBuffer();
  if (lossless.length <= maxBytes) return asWebp(lossless);
  for (const quality of QUALITIES) {
    const webp = await sharp(data, { raw }).webp({ quality }).toBuffer();
    if (webp.length <= maxBytes) return asWebp(webp);
  }
  for (let side = Math.max(raw.width, raw.height) * SHRINK; side >= 1; side *= SHRINK) {
    const size = { width: Math.ceil(side), height: Math.ceil(side), fit: 'inside' } as const;
    const webp = await sharp(data, { raw }).resize(size).webp({ quality: SHRUNK_QUALITY }).toBuffer();
    if (webp.length <= maxBytes) return asWebp(webp);
  }
  throw new RangeError('No picture is small enough.');
}

function asWebp(bytes: Uint8Array): { bytes: Uint8Array; mediaType: string; extension: string } {
  return { bytes, mediaType: 'image/webp', extension: 'webp' };
}
