import { imageSize } from 'image-size';

import type { Images } from '../app/ports/media.ts';
import { fit } from './fit.ts';
import { loadSharp } from './load-sharp.ts';
import type { Sharp } from './load-sharp.ts';
import { pictureTypeOf } from './picture-type.ts';
import { prepareApart } from './prepare-apart.ts';
import { problemAtSight } from './prepare-reference.ts';
import { createSerial } from './serial.ts';

/** Images by sharp, and by libheif for HEIC. One reference and one picture at a time: each can take 200 MB. */
export function createImages(): Images {
  let loading: Promise<Sharp> | undefined;
  const sharp = (): Promise<Sharp> => (loading ??= loadSharp());
  // Two queues, so that somebody's large photographs do not hold up finished pictures.
  const references = createSerial();
  const pictures = createSerial();

  return {
    async prepareReference(bytes) {
      const problem = problemAtSight(bytes);
      return problem === undefined ? references(() => prepareApart(bytes)) : { problem };
    },
    fit: (bytes, maxBytes) => pictures(() => fit(bytes, maxBytes, sharp)),
    async identify(bytes) {
      const type = pictureTypeOf(bytes);
      return type !== undefined && hasReadableHeader(bytes) ? type : undefined;
    },
  };
}

/**
 * The header alone: a picture that lost its last rows is still worth showing to whoever paid for it. Without
 * sharp, which an ordinary picture never needs: loading it takes 30 MB and a quarter of a second.
 */
function hasReadableHeader(bytes: Uint8Array): boolean {
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0;
  } catch {
    return false;
  }
}
