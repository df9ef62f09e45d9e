import type { Libheif, Pointer } from 'libheif-js/libheif-wasm/libheif-bundle.mjs';

import { ERROR_BYTES, readWord } from './heif-planes.ts';

/** Where libheif's heif_security_limits holds, as 64 bits, how many pixels any image within a file may have. */
const MAX_IMAGE_PIXELS = 8;
/** More than libheif's heif_image_tiling takes, and its fields that we read. */
const TILING_BYTES = 256;
const TILING = { columns: 4, rows: 8, tileWidth: 12, tileHeight: 16 } as const;
/** Tiles stand over the edges of their picture, by at most so much of it, or where it is small by one large tile. */
const OVERHANG = 1.25;
const OVERHANG_PIXELS = 2048 * 2048;

/**
 * Has libheif refuse every image of a file that is larger than its primary image is announced to be: one of a hundred
 * pixels may be put together of parts and on a surface of any size, which would take gigabytes of memory.
 */
export function limitToAnnounced(heif: Libheif, context: Pointer, handle: Pointer): void {
  const announced = heif.heif_image_handle_get_width(handle) * heif.heif_image_handle_get_height(handle);
  const { _heif_context_get_security_limits: securityLimits } = heif;
  const limits = securityLimits(context.$$.ptr);
  const most = BigInt(Math.ceil(announced * OVERHANG) + OVERHANG_PIXELS);
  new DataView(heif.HEAPU8.buffer).setBigUint64(limits + MAX_IMAGE_PIXELS, most, true);
}

/**
 * Whether the tiles of an image, all of which are decoded, are more pixels than an image of `maxPixels` is cut into.
 */
export function hasTooManyTiles(heif: Libheif, handle: Pointer, maxPixels: number): boolean {
  const { _malloc: allocate, _heif_image_handle_get_image_tiling: getTiling } = heif;
  const [error, tiling] = [allocate(ERROR_BYTES), allocate(TILING_BYTES)];
  getTiling(error, handle.$$.ptr, 0, tiling);
  if (readWord(heif, error) !== 0) return false;
  const pixels = Object.values(TILING).reduce((product, at) => product * readWord(heif, tiling + at), 1);
  return pixels > maxPixels * OVERHANG;
}
