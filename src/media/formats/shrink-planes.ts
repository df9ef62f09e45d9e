/** One channel as a video decoder leaves it: rows `stride` bytes apart, samples of more than 8 bits in two bytes. */
export interface Plane {
  data: Uint8Array;
  width: number;
  height: number;
  stride: number;
  bits: number;
}

/** A picture in planes. `matrix` and `isFullRange` say how its channels make colours, in the numbers of ITU-T H.273. */
export interface Planes {
  luma: Plane;
  /** Blue and red differences, maybe of lower resolution; null when it is grey. */
  chroma: [blue: Plane, red: Plane] | null;
  alpha: Plane | null;
  matrix: number;
  isFullRange: boolean;
}

const IDENTITY = 0;
/** The shares of red and blue in luma; every other matrix is that of BT.601, as decoders take it. */
const SHARES: Readonly<Record<number, [red: number, blue: number]>> = {
  1: [0.2126, 0.0722],
  9: [0.2627, 0.0593],
  10: [0.2627, 0.0593],
};
const DEFAULT_SHARES = [0.299, 0.114] as const;

/**
 * Averages planes down to `width` × `height` interleaved red, green, blue and maybe alpha: at no point are they all
 * large at once.
 */
export function shrinkPlanes(
  { luma, chroma, alpha, matrix, isFullRange }: Planes,
  width: number,
  height: number,
): Uint8Array {
  const channels = alpha === null ? 3 : 4;
  const pixels = new Uint8Array(width * height * channels);
  const [red, blue] = SHARES[matrix] ?? DEFAULT_SHARES;
  const green = 1 - red - blue;
  const [y, cb, cr, a] = [
    new Float32Array(width),
    new Float32Array(width),
    new Float32Array(width),
    new Float32Array(width),
  ];
  const [base, lumaScale, chromaScale] = isFullRange ? [0, 1, 1] : [16, 255 / 219, 255 / 224];

  for (let row = 0; row < height; row += 1) {
    averageRow(luma, row, height, y);
    if (chroma !== null) {
      averageRow(chroma[0], row, height, cb);
      averageRow(chroma[1], row, height, cr);
    }
    if (alpha !== null) averageRow(alpha, row, height, a);
    for (let x = 0; x < width; x += 1) {
      const at = (row * width + x) * channels;
      const light = ((y[x] ?? 0) - base) * lumaScale;
      if (chroma === null) {
        setPixel(pixels, at, light, light, light);
      } else if (matrix === IDENTITY) {
        setPixel(pixels, at, ((cr[x] ?? 0) - base) * lumaScale, light, ((cb[x] ?? 0) - base) * lumaScale);
      } else {
        const u = ((cb[x] ?? 0) - 128) * chromaScale;
        const v = ((cr[x] ?? 0) - 128) * chromaScale;
        const r = light + 2 * (1 - red) * v;
        const b = light + 2 * (1 - blue) * u;
        setPixel(pixels, at, r, (light - red * r - blue * b) / green, b);
      }
      if (channels === 4) pixels[at + 3] = clamp(a[x] ?? 0);
    }
  }
  return pixels;
}

/** The means, on a scale of 255, of what of the plane lies below each pixel of one row of `rows`. */
function averageRow(
  { data, width, height, stride, bits }: Plane,
  row: number,
  rows: number,
  means: Float32Array,
): void {
  const top = Math.floor((row * height) / rows);
  const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows));
  const scale = 255 / (2 ** bits - 1);
  for (let x = 0; x < means.length; x += 1) {
    const left = Math.floor((x * width) / means.length);
    const right = Math.max(left + 1, Math.floor(((x + 1) * width) / means.length));
    let sum = 0;
    for (let line = top; line < bottom; line += 1) {
      const start = line * stride;
      if (bits <= 8) for (let at = start + left; at < start + right; at += 1) sum += data[at] ?? 0;
      else
        for (let at = start + 2 * left; at < start + 2 * right; at += 2)
          sum += (data[at] ?? 0) + 256 * (data[at + 1] ?? 0);
    }
    means[x] = (sum * scale) / ((bottom - top) * (right - left));
  }
}

function setPixel(pixels: Uint8Array, at: number, red: number, green: number, blue: number): void {
  pixels[at] = clamp(red);
  pixels[at + 1] = clamp(green);
  pixels[at + 2] = clamp(blue);
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
