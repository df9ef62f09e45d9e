import type { AttachmentProblem } from '../../core/picture/refusal.ts';
import { MAX_ATTACHMENT_BYTES } from '../../ports/media.ts';
import type { PreparedReference } from '../../ports/media.ts';
import { decodeHeic } from '../formats/decode-heic.ts';
import type { DecodedHeic } from '../formats/decode-heic.ts';
import type { Sharp } from '../formats/load-sharp.ts';
import { mendWebp } from '../formats/mend-webp.ts';
import { decodeImage, MAX_PIXELS } from '../formats/raw-image.ts';
import type { RawImage } from '../formats/raw-image.ts';
import { sniff } from '../formats/sniff.ts';

const MAX_SIDE = 2048;
/** Drawings and screenshots stay below as PNG and keep their sharp edges; photographs do not. */
const SMALL_PNG_BYTES = 1024 * 1024;
/** What one style reference may take on the disk, for ever: the finest photographs are a little coarser for it. */
const MAX_REFERENCE_BYTES = 1_500_000;
const QUALITIES = [92, 85, 75, 60] as const;
const SHRUNK_QUALITY = 75;
const SHRINK = 0.75;

/**
 * Makes a member's image fit to be a style reference. It is always encoded anew: that removes the metadata
 * (where a photograph was taken, its maker's notes) and whatever else hides in a file.
 */
export async function prepareReference(bytes: Uint8Array, sharp: () => Promise<Sharp>): Promise<PreparedReference> {
  const problem = problemAtSight(bytes);
  if (problem !== undefined) return { problem };
  const kind = sniff(bytes);
  const file: DecodedHeic = kind === 'heic' ? await decodeHeic(bytes, MAX_PIXELS) : { bytes: mendWebp(bytes) };
  if ('problem' in file) return file;
  const decoded = await decodeImage(await sharp(), file.bytes, MAX_SIDE);
  if ('problem' in decoded) return decoded;
  return encode(await sharp(), decoded.image, kind === 'png');
}

/** What is wrong with a file, as far as that is seen without decoding it. */
export function problemAtSight(bytes: Uint8Array): AttachmentProblem | undefined {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > MAX_ATTACHMENT_BYTES) return 'too-large';
  const kind = sniff(bytes);
  if (kind === 'gif' || kind === 'svg') return kind;
  return kind === 'other' ? 'not-an-image' : undefined;
}

/**
 * PNG for drawings that are small as such, else JPEG without colour subsampling: WebP always halves the resolution of
 * colour, and colour is what a style reference is about; every image API reads JPEG. Transparency takes WebP when it
 * is not small, for as PNG a file of one megabyte would be stored as fourteen.
 */
async function encode(
  sharp: Sharp,
  { data, raw, hasTransparency }: RawImage,
  wasPng: boolean,
): Promise<PreparedReference> {
  const image = sharp(data, { raw });
  if (!hasTransparency) image.removeAlpha();
  if (hasTransparency || wasPng) {
    const png = await image.clone().png({ compressionLevel: 9 }).toBuffer();
    if (png.length <= SMALL_PNG_BYTES) return { bytes: png, mediaType: 'image/png' };
  }
  const mediaType = hasTransparency ? 'image/webp' : 'image/jpeg';
  const encoded = async (quality: number, shrink: number): Promise<Uint8Array> => {
    const side = Math.ceil(Math.max(raw.width, raw.height) * shrink);
    const sized = image.clone().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    return await (
      hasTransparency
        ? sized.webp({ quality, alphaQuality: quality })
        : sized.jpeg({ quality, chromaSubsampling: '4:4:4' })
    ).toBuffer();
  };
  for (const quality of QUALITIES) {
    const bytes = await encoded(quality, 1);
    if (bytes.length <= MAX_REFERENCE_BYTES) return { bytes, mediaType };
  }
  for (let shrink = SHRINK; ; shrink *= SHRINK) {
    const bytes = await encoded(SHRUNK_QUALITY, shrink);
    if (bytes.length <= MAX_REFERENCE_BYTES) return { bytes, mediaType };
  }
}
