import type { Libheif, Pointer } from 'libheif-js/libheif-wasm/libheif-bundle.mjs';

import type { Plane, Planes } from './shrink-planes.ts';

/** libheif's heif_error in 32-bit memory: code, subcode, address of the message. C writes what it returns there. */
export const ERROR_BYTES = 12;
/** libheif's numbers for "as it is stored". */
const AS_STORED = 99;
const CHANNEL = { luma: 0, blue: 1, red: 2, alpha: 6 } as const;
/** Samples a pixel, by libheif's number of how colours are sampled: grey, 4:2:0, 4:2:2, 4:4:4. */
const SAMPLES = [1, 1.5, 2, 3];
const YCBCR = 0;
const MONOCHROME = 2;
/** Fields of libheif's heif_color_profile_nclx. */
const NCLX = { matrix: 12, isFullRange: 16 } as const;
const BT_601 = 6;

/** How many bytes the planes of an image will take, by what its file says. */
export function planeBytes(heif: Libheif, handle: Pointer): number {
  const { _malloc: allocate } = heif;
  const { ptr } = handle.$$;
  const [error, space, chroma] = [allocate(ERROR_BYTES), allocate(4), allocate(4)];
  heif.heif_image_handle_get_preferred_decoding_colorspace(error, ptr, space, chroma);
  const samples = SAMPLES[readWord(heif, chroma)] ?? Math.max(...SAMPLES);
  const isDeep = heif.heif_image_handle_get_luma_bits_per_pixel(ptr) > 8;
  const alpha = heif.heif_image_handle_has_alpha_channel(handle) === 0 ? 0 : 1;
  const pixels = heif.heif_image_handle_get_width(handle) * heif.heif_image_handle_get_height(handle);
  return pixels * (samples + alpha) * (isDeep ? 2 : 1);
}

/**
 * Decodes an image, upright, into the planes that its coding has: as interleaved colours it would take twice the memory
 * and more.
 */
export function decodePlanes(heif: Libheif, handle: number): Planes | undefined {
  const { _malloc: allocate } = heif;
  const [error, target] = [allocate(ERROR_BYTES), allocate(4)];
  heif.heif_decode_image(error, handle, target, AS_STORED, AS_STORED, 0);
  if (readWord(heif, error) !== 0) return undefined;
  const image = readWord(heif, target);
  const space = heif.heif_image_get_colorspace(image);
  const luma = readPlane(heif, image, CHANNEL.luma);
  if (luma === undefined || (space !== YCBCR && space !== MONOCHROME)) return undefined;
  const [blue, red] = [readPlane(heif, image, CHANNEL.blue), readPlane(heif, image, CHANNEL.red)];
  const alpha = readPlane(heif, image, CHANNEL.alpha) ?? null;
  return {
    luma,
    chroma: blue === undefined || red === undefined ? null : [blue, red],
    alpha,
    ...readColours(heif, image),
  };
}

function readPlane(heif: Libheif, image: number, channel: number): Plane | undefined {
  if (heif.heif_image_has_channel(image, channel) === 0) return undefined;
  const { _malloc: allocate } = heif;
  const stride = allocate(4);
  const start = heif.heif_image_get_plane_readonly2(image, channel, stride);
  const [width, height] = [heif.heif_image_get_width(image, channel), heif.heif_image_get_height(image, channel)];
  const rowBytes = readWord(heif, stride);
  const bits = heif.heif_image_get_bits_per_pixel_range(image, channel);
  return { data: heif.HEAPU8.subarray(start, start + rowBytes * height), width, height, stride: rowBytes, bits };
}

function readColours(heif: Libheif, image: number): Pick<Planes, 'matrix' | 'isFullRange'> {
  const { _malloc: allocate } = heif;
  const [error, target] = [allocate(ERROR_BYTES), allocate(4)];
  heif.heif_image_get_nclx_color_profile(error, image, target);
  if (readWord(heif, error) !== 0) return { matrix: BT_601, isFullRange: true };
  const profile = readWord(heif, target);
  return { matrix: readWord(heif, profile + NCLX.matrix), isFullRange: heif.HEAPU8[profile + NCLX.isFullRange] !== 0 };
}

/** A 32-bit number of the WebAssembly memory. */
export function readWord(heif: Libheif, address: number): number {
  return new DataView(heif.HEAPU8.buffer).getUint32(address, true);
}
