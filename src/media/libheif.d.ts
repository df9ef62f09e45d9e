/** The part of libheif-js 1.23 that we use; the package describes its bundle nowhere. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  /** An object of libheif, with its address in the WebAssembly memory. */
  interface Pointer {
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
  interface Libheif {
    HEAPU8: Uint8Array;
    heif_error_code: { heif_error_Ok: unknown };
    heif_colorspace: { heif_colorspace_RGB: unknown };
    heif_chroma: { heif_chroma_interleaved_RGB: unknown; heif_chroma_interleaved_RGBA: unknown };
    heif_channel: { heif_channel_interleaved: unknown };
    heif_context_alloc(): unknown;
    heif_context_read_from_memory(context: unknown, bytes: Uint8Array): Failed;
    heif_js_context_get_primary_image_handle(context: unknown): Pointer | Failed;
    heif_image_handle_get_width(handle: Pointer): number;
    heif_image_handle_get_height(handle: Pointer): number;
    heif_image_handle_has_alpha_channel(handle: Pointer): number;
    /** Applies the file's own rotation and mirroring. */
    heif_js_decode_image2(handle: Pointer, colorspace: unknown, chroma: unknown): { channels: Channel[] } | Failed;
    heif_image_handle_get_raw_color_profile_size(handle: number): number;
    heif_image_handle_get_raw_color_profile(error: number, handle: number, target: number): void;
    _malloc(size: number): number;
  }
  export default function createLibheif(): Libheif;
}
