/** The part of libheif-js 1.23 that we use; the package describes its bundle nowhere. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  /** An object of libheif, with its address in the WebAssembly memory. */
  export interface Pointer {
    $$: { ptr: number };
  }
  interface Failed {
    code: unknown;
  }
  interface Channel {
    id: unknown;
    width: number;
    height: number;
    stride: number;
    bits_per_pixel: number;
    /** A view of the WebAssembly memory. */
    data: Uint8Array;
  }
  export interface Libheif {
    /** A new view after each call that makes the memory grow. */
    HEAPU8: Uint8Array;
    heif_error_code: { heif_error_Ok: unknown };
    heif_colorspace: { heif_colorspace_RGB: unknown };
    heif_chroma: { heif_chroma_interleaved_RGB: unknown; heif_chroma_interleaved_RGBA: unknown };
    heif_channel: { heif_channel_interleaved: unknown };
    heif_context_alloc(): Pointer;
    heif_context_read_from_memory(context: Pointer, bytes: Uint8Array): Failed;
    heif_js_context_get_primary_image_handle(context: Pointer): Pointer | Failed;
    heif_image_handle_get_width(handle: Pointer): number;
    heif_image_handle_get_height(handle: Pointer): number;
    heif_image_handle_has_alpha_channel(handle: Pointer): number;
    /** Applies the file's own rotation and mirroring. */
    heif_js_decode_image2(handle: Pointer, colorspace: unknown, chroma: unknown): { channels: Channel[] } | Failed;
    heif_image_handle_get_raw_color_profile_size(handle: number): number;
    heif_image_handle_get_raw_color_profile(error: number, handle: number, target: number): void;

    /** From here on C itself: addresses in, numbers out; what C returns as a struct is written to the first address. */
    _malloc(size: number): number;
    _heif_context_get_security_limits(context: number): number;
    _heif_image_handle_get_image_tiling(
      error: number,
      handle: number,
      applyTransformations: number,
      tiling: number,
    ): void;
    heif_image_handle_get_luma_bits_per_pixel(handle: number): number;
    heif_image_handle_get_preferred_decoding_colorspace(
      error: number,
      handle: number,
      colorspace: number,
      chroma: number,
    ): void;
    heif_decode_image(
      error: number,
      handle: number,
      image: number,
      colorspace: number,
      chroma: number,
      options: number,
    ): void;
    heif_image_get_colorspace(image: number): number;
    heif_image_has_channel(image: number, channel: number): number;
    heif_image_get_width(image: number, channel: number): number;
    heif_image_get_height(image: number, channel: number): number;
    heif_image_get_bits_per_pixel_range(image: number, channel: number): number;
    heif_image_get_plane_readonly2(image: number, channel: number, stride: number): number;
    heif_image_get_nclx_color_profile(error: number, image: number, profile: number): void;
  }
  export default function createLibheif(): Libheif;
}
