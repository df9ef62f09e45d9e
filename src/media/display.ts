import { imageSize } from 'image-size';

import type { Displayed } from '../ports/media.ts';
import type { Sharp } from './formats/load-sharp.ts';
import { pictureTypeOf } from './formats/picture-type.ts';
import { sniff } from './formats/sniff.ts';
import { isText } from './is-text.ts';
import { prepareApart } from './prepare/prepare-apart.ts';

/** Less is no picture of any kind. */
const SMALLEST_BYTES = 12;

/**
 * A paid picture in a form that Discord shows: as it is where it can, else converted by whatever decodes it, else as a
 * plain file. Undefined when it is nothing of the kind but words, such as the page that some hosts send with an outage.
 */
export async function display(bytes: Uint8Array, sharp: () => Promise<Sharp>): Promise<Displayed | undefined> {
  if (bytes.length < SMALLEST_BYTES) return undefined;
  const type = pictureTypeOf(bytes);
  if (type !== undefined && hasReadableHeader(bytes)) return { bytes, ...type };
  const decoded = await convert(bytes, await sharp());
  // What the decoder reads, viewers read.
  if (decoded !== undefined) return type === undefined ? decoded : { bytes, ...type };
  if (sniff(bytes) === 'heic') {
    // It is paid: whatever keeps it from being read, it is sent.
    const prepared = await prepareApart(bytes).catch(() => undefined);
    if (prepared !== undefined && !('problem' in prepared))
      return { bytes: prepared.bytes, ...(pictureTypeOf(prepared.bytes) ?? FILE) };
  }
  return isText(bytes) ? undefined : { bytes, ...FILE, isFile: true };
}

const FILE = { mediaType: 'application/octet-stream', extension: 'bin' } as const;

/**
 * The header alone: a picture that lost its last rows was paid for and is still worth showing. Without
 * sharp, which an ordinary picture never needs: loading it takes 30 MB and a quarter of a second. It may say yes only:
 * there are files that it does not read and every viewer does.
 */
function hasReadableHeader(bytes: Uint8Array): boolean {
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0;
  } catch {
    return false;
  }
}

async function convert(bytes: Uint8Array, sharp: Sharp): Promise<Displayed | undefined> {
  try {
    const webp = await sharp(bytes, { failOn: 'none' })
      .autoOrient()
      .toColourspace('srgb')
      .webp({ lossless: true })
      .toBuffer();
    return { bytes: webp, mediaType: 'image/webp', extension: 'webp' };
  } catch {
    return undefined;
  }
}
