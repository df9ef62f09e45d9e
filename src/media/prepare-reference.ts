import type { PreparedReference } from '../app/ports/media.ts';
import { decodeHeic } from './decode-heic.ts';
import type { DecodedHeic } from './decode-heic.ts';
import type { Sharp } from './load-sharp.ts';
import { decodeImage, MAX_PIXELS } from './raw-image.ts';
import type { RawImage } from './raw-image.ts';
import { sniff } from './sniff.ts';

const MAX_BYTES = 25 * 1024 * 1024;
const MAX_SIDE = 2048;
/** Drawings and screenshots stay below as PNG and keep their sharp edges; photographs do not. */
const SMALL_PNG_BYTES = 1024 * 1024;

/**
 * Makes a member's image fit to be a style reference. It is always encoded anew: that removes the metadata
 * (where a photograph was taken, its maker's notes) and whatever else hides in a file.
 */
export async function prepareReference(bytes: Uint8Array, sharp: () => Promise<Sharp>): Promise<PreparedReference> {
  if (bytes.length === 0) return { problem: 'empty' };
  if (bytes.length > MAX_BYTES) return { problem: 'too-large' };
  const kind = sniff(bytes);
  if (kind === 'gif' || kind === 'svg') return { problem: kind };
  if (kind === 'other') return { problem: 'not-an-image' };
  const file: DecodedHeic | { bytes: Uint8Array } = kind === 'heic' ? await decodeHeic(bytes, MAX_PIXELS) : { bytes };
  if ('problem' in file) return file;
  const decoded = await decodeImage(await sharp(), file.bytes, MAX_SIDE);
  if ('problem' in decoded) return decoded;
  return encode(await sharp(), decoded.image, kind === 'png');
}

/**
 * PNG for transparency and for small drawings, else JPEG without colour subsampling: WebP always halves the
 * resolution of colour, and colour is what a style reference is about; every image API reads JPEG.
 */
async function encode(sharp: Sharp, { data, raw, hasTransparency }: RawImage, wasPng: boolean): Promise<PreparedReference> {
  const image = sharp(data, { raw });
  if (!hasTransparency) image.removeAlpha();
  if (hasTransparency || wasPng) {
    const png = await image.clone().png({ compressionLevel: 9 }).toBuffer();
    if (hasTransparency || png.length <= SMALL_PNG_BYTES) return { bytes: png, mediaType: 'image/png' };
  }
  const jpeg = await image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  return { bytes: jpeg, mediaType: 'image/jpeg' };
}
