import { pictureTypeOf } from '../../src/media/formats/picture-type.ts';
import { sniff } from '../../src/media/formats/sniff.ts';
import { isText } from '../../src/media/is-text.ts';
import type { Images } from '../../src/ports/media.ts';

const MAX_REFERENCE_BYTES = 25 * 1024 * 1024;
const PNG_END = 'IEND';
const SMALLEST_BYTES = 12;
const FILE = { mediaType: 'application/octet-stream', extension: 'bin' } as const;

/** Images without decoding any: references stay as they are, and what must shrink becomes a WebP header with filler. */
export function createFakeImages(): Images {
  return {
    async prepareReference(bytes) {
      if (bytes.length === 0) return { problem: 'empty' };
      if (bytes.length > MAX_REFERENCE_BYTES) return { problem: 'too-large' };
      const kind = sniff(bytes);
      if (kind === 'gif' || kind === 'svg') return { problem: kind };
      if (kind === 'other') return { problem: 'not-an-image' };
      if (kind === 'png' && !Buffer.from(bytes.subarray(-12)).includes(PNG_END)) return { problem: 'damaged' };
      return { bytes, mediaType: pictureTypeOf(bytes)?.mediaType ?? 'image/jpeg' };
    },

    async display(bytes) {
      if (bytes.length < SMALLEST_BYTES || isText(bytes)) return undefined;
      const type = pictureTypeOf(bytes);
      return type === undefined ? { bytes, ...FILE, isFile: true } : { bytes, ...type };
    },

    async fit(bytes, maxBytes) {
      const type = pictureTypeOf(bytes);
      if (bytes.length <= maxBytes) return { bytes, ...(type ?? FILE) };
      if (type === undefined) throw new TypeError('What should fit is no picture.');
      const shrunk = Buffer.alloc(Math.max(SMALLEST_BYTES, maxBytes));
      shrunk.write('RIFF....WEBP', 'latin1');
      return { bytes: shrunk, mediaType: 'image/webp', extension: 'webp' };
    },
  };
}
