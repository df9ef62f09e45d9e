import sharp from 'sharp';

import { chroma, fromRgb } from './color.ts';
import type { Lab } from './color.ts';

const SIDE = 24;

/** The five colours that tell most about a picture: grouped by lightness, the colourful count more. */
export async function extractPalette(bytes: Buffer): Promise<Lab[]> {
  const pixels = await sharp(bytes)
    .resize(SIDE, SIDE, { fit: 'fill' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer()
    .catch(() => Buffer.alloc(0));
  const channels = pixels.length / (SIDE * SIDE);
  const colors: Lab[] = [];
  for (let index = 0; index + 2 < pixels.length; index += channels) {
    colors.push(fromRgb(pixels[index] ?? 0, pixels[index + 1] ?? 0, pixels[index + 2] ?? 0));
  }
  colors.sort((one, other) => one.l - other.l);
  const size = Math.ceil(colors.length / 5);
  return Array.from({ length: 5 }, (_, group) => average(colors.slice(group * size, (group + 1) * size))).filter(
    (color) => color !== undefined,
  );
}

function average(colors: readonly Lab[]): Lab | undefined {
  let total = 0;
  const sum = { l: 0, a: 0, b: 0 };
  for (const color of colors) {
    const weight = 0.02 + chroma(color) ** 1.5;
    total += weight;
    sum.l += color.l * weight;
    sum.a += color.a * weight;
    sum.b += color.b * weight;
  }
  return total === 0 ? undefined : { l: sum.l / total, a: sum.a / total, b: sum.b / total };
}
