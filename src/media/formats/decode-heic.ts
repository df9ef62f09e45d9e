import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { Libheif, Pointer } from 'libheif-js/libheif-wasm/libheif-bundle.mjs';

import { hasTooManyTiles, limitToAnnounced } from './heif-limits.ts';
import { decodePlanes, ERROR_BYTES, planeBytes } from './heif-planes.ts';
import { shrinkPlanes } from './shrink-planes.ts';
import { encodeTiff } from './tiff.ts';
import type { Pixels } from './tiff.ts';

/** An HEIC file as an uncompressed TIFF, upright, with its colour profile. */
export type DecodedHeic = { bytes: Uint8Array } | { problem: 'damaged' | 'too-many-pixels' };

/**
 * The planes lie in memory twice, as the decoder made them and as libheif hands them over: this is 52 million pixels of
 * a telephone.
 */
const MAX_PLANE_BYTES = 78_000_000;
/**
 * At twice this and more, an image is shrunk to it here: every pixel is the mean of four at least, and what goes on is
 * small.
 */
const SHRUNK_SIDE = 2048;

/**
 * Decodes a HEIC file, without a pause and in hundreds of megabytes, so only in a process that does nothing else. sharp
 * cannot do it: its prebuilt libvips comes without HEVC.
 */
export async function decodeHeic(bytes: Uint8Array, maxPixels: number): Promise<DecodedHeic> {
  const decoded = await decodeInNewMemory(bytes, maxPixels);
  // Not in the function that made the memory: its frame would keep it.
  collectGarbage();
  return decoded;
}

async function decodeInNewMemory(bytes: Uint8Array, maxPixels: number): Promise<DecodedHeic> {
  const { default: createLibheif } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs');
  try {
    return decode(createLibheif(), bytes, maxPixels);
  } catch {
    // The decoder gave up in its own way: out of memory, or an assertion about the file.
    return { problem: 'damaged' };
  }
}

function decode(heif: Libheif, bytes: Uint8Array, maxPixels: number): DecodedHeic {
  const context = heif.heif_context_alloc();
  const read = heif.heif_context_read_from_memory(context, bytes);
  if (read.code !== heif.heif_error_code.heif_error_Ok) return { problem: 'damaged' };
  const handle = heif.heif_js_context_get_primary_image_handle(context);
  if ('code' in handle) return { problem: 'damaged' };

  const { ptr } = handle.$$;
  const [width, height] = [heif.heif_image_handle_get_width(handle), heif.heif_image_handle_get_height(handle)];
  if (width * height > maxPixels || planeBytes(heif, handle) > MAX_PLANE_BYTES) return { problem: 'too-many-pixels' };
  if (hasTooManyTiles(heif, handle, maxPixels)) return { problem: 'too-many-pixels' };
  limitToAnnounced(heif, context, handle);
  const factor = Math.max(width, height) / SHRUNK_SIDE;
  const pixels = factor < 2 ? decodeWhole(heif, handle) : decodeShrunk(heif, ptr, factor);
  if (pixels === undefined) return { problem: 'damaged' };
  return { bytes: encodeTiff({ ...pixels, iccProfile: readProfile(heif, ptr) }) };
}

function decodeWhole(heif: Libheif, handle: Pointer): Omit<Pixels, 'iccProfile'> | undefined {
  const channels = heif.heif_image_handle_has_alpha_channel(handle) === 0 ? 3 : 4;
  const { heif_chroma_interleaved_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = heif.heif_chroma;
  const image = heif.heif_js_decode_image2(
    handle,
    heif.heif_colorspace.heif_colorspace_RGB,
    channels === 3 ? rgb : rgba,
  );
  if ('code' in image) return undefined;
  const plane = image.channels.find(({ id }) => id === heif.heif_channel.heif_channel_interleaved);
  if (plane === undefined || plane.bits_per_pixel !== 8) return undefined;
  const { width, height, stride, data } = plane;
  return { width, height, channels, stride, data };
}

function decodeShrunk(heif: Libheif, handle: number, factor: number): Omit<Pixels, 'iccProfile'> | undefined {
  const planes = decodePlanes(heif, handle);
  if (planes === undefined) return undefined;
  const [width, height] = [Math.ceil(planes.luma.width / factor), Math.ceil(planes.luma.height / factor)];
  const channels = planes.alpha === null ? 3 : 4;
  return { width, height, channels, stride: width * channels, data: shrinkPlanes(planes, width, height) };
}

/** The colour profile, Display P3 with most telephones; null when the file holds none. */
function readProfile(heif: Libheif, handle: number): Uint8Array | null {
  const { _malloc: allocate } = heif;
  const size = heif.heif_image_handle_get_raw_color_profile_size(handle);
  if (size === 0) return null;
  const error = allocate(ERROR_BYTES);
  const target = allocate(size);
  heif.heif_image_handle_get_raw_color_profile(error, handle, target);
  return heif.HEAPU8.slice(target, target + size);
}

/** The decoder's memory is as large as it ever was until it is collected; encoding the result needs some beside it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
