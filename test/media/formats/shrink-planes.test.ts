import { describe, expect, test } from 'vitest';

import { shrinkPlanes } from '../../../src/media/formats/shrink-planes.ts';
import type { Plane, Planes } from '../../../src/media/formats/shrink-planes.ts';

/** A plane of one value, with filler at the end of each row as decoders leave it. */
function flat(value: number, width: number, height: number, bits = 8): Plane {
  const bytesPerSample = bits > 8 ? 2 : 1;
  const stride = width * bytesPerSample + 6;
  const data = new Uint8Array(stride * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data[y * stride + x * bytesPerSample] = value % 256;
      if (bytesPerSample === 2) data[y * stride + x * 2 + 1] = Math.floor(value / 256);
    }
  }
  return { data, width, height, stride, bits };
}

function planes(luma: number, blue: number, red: number, changes: Partial<Planes> = {}): Planes {
  return {
    luma: flat(luma, 16, 8),
    chroma: [flat(blue, 8, 4), flat(red, 8, 4)],
    alpha: null,
    matrix: 6,
    isFullRange: true,
    ...changes,
  };
}

describe('planes', () => {
  test.each<[string, Planes, number[]]>([
    ['grey', planes(120, 128, 128), [120, 120, 120]],
    ['red by BT.601', planes(76, 85, 255), [254, 0, 0]],
    ['red by BT.709', planes(54, 99, 255, { matrix: 1 }), [254, 0, 0]],
    ['blue by BT.2020', planes(15, 255, 118, { matrix: 9 }), [0, 1, 254]],
    ['an unknown matrix as BT.601', planes(76, 85, 255, { matrix: 2 }), [254, 0, 0]],
    ['white in the narrow range', planes(235, 128, 128, { isFullRange: false }), [255, 255, 255]],
    ['black in the narrow range', planes(16, 128, 128, { isFullRange: false }), [0, 0, 0]],
    ['red, green and blue as they are', planes(10, 20, 30, { matrix: 0 }), [30, 10, 20]],
    ['luma alone', planes(99, 0, 0, { chroma: null }), [99, 99, 99]],
    ['ten bits', { ...planes(0, 0, 0), luma: flat(1023, 16, 8, 10), chroma: null }, [255, 255, 255]],
    ['transparency', planes(120, 128, 128, { alpha: flat(51, 16, 8) }), [120, 120, 120, 51]],
  ])('of %s become pixels of that colour, filler apart', (_, given, pixel) => {
    const pixels = shrinkPlanes(given, 5, 3);
    expect(pixels).toHaveLength(5 * 3 * pixel.length);
    for (let at = 0; at < pixels.length; at += 1)
      expect(Math.abs((pixels[at] ?? 0) - (pixel[at % pixel.length] ?? 0))).toBeLessThanOrEqual(1);
  });

  test('are averaged: a pixel is the mean of all that lies below it', () => {
    const luma = flat(0, 4, 2);
    luma.data.set([0, 100, 200, 200]);
    luma.data.set([50, 50, 0, 0], luma.stride);
    expect([...shrinkPlanes({ ...planes(0, 0, 0), luma, chroma: null }, 2, 1)]).toEqual([50, 50, 50, 100, 100, 100]);
  });
});
