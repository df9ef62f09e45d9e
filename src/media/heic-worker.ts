import { parentPort, workerData } from 'node:worker_threads';

import createLibheif from 'libheif-js/libheif-wasm/libheif-bundle.mjs';
import { z } from 'zod';

import type { DecodedHeic } from './decode-heic.ts';
import { encodeTiff } from './tiff.ts';

/** libheif's heif_error in 32-bit memory: code, subcode, address of the message. C writes what it returns there. */
const ERROR_BYTES = 12;

/** The entry of the worker thread that decodes one HEIC file and ends; decode-heic.ts starts it. */
const { bytes, maxPixels } = z.object({ bytes: z.instanceof(Uint8Array), maxPixels: z.number() }).parse(workerData);
const result = decode();
parentPort?.postMessage(result, 'bytes' in result ? [result.bytes.buffer] : []);

function decode(): DecodedHeic {
  const heif = createLibheif();
  const context = heif.heif_context_alloc();
  const read = heif.heif_context_read_from_memory(context, bytes);
  if (read.code !== heif.heif_error_code.heif_error_Ok) return { problem: 'damaged' };
  const handle = heif.heif_js_context_get_primary_image_handle(context);
  if ('code' in handle) return { problem: 'damaged' };

  const pixelCount = heif.heif_image_handle_get_width(handle) * heif.heif_image_handle_get_height(handle);
  if (pixelCount > maxPixels) return { problem: 'too-many-pixels' };

  const channels = heif.heif_image_handle_has_alpha_channel(handle) === 0 ? 3 : 4;
  const { heif_chroma_interleaved_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = heif.heif_chroma;
  const image = heif.heif_js_decode_image2(handle, heif.heif_colorspace.heif_colorspace_RGB, channels === 3 ? rgb : rgba);
  if ('code' in image) return { problem: 'damaged' };
  const plane = image.channels.find(({ id }) => id === heif.heif_channel.heif_channel_interleaved);
  if (plane === undefined || plane.bits_per_pixel !== 8) return { problem: 'damaged' };

  const { width, height, stride, data } = plane;
  return { bytes: encodeTiff({ width, height, channels, stride, data, iccProfile: readProfile(heif, handle.$$.ptr) }) };
}

/** The colour profile, Display P3 with most telephones; null when the file holds none. */
function readProfile(heif: ReturnType<typeof createLibheif>, handle: number): Uint8Array | null {
  const { _malloc: allocate } = heif;
  const size = heif.heif_image_handle_get_raw_color_profile_size(handle);
  if (size === 0) return null;
  const error = allocate(ERROR_BYTES);
  const target = allocate(size);
  heif.heif_image_handle_get_raw_color_profile(error, handle, target);
  return heif.HEAPU8.slice(target, target + size);
}
