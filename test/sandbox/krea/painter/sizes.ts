import type { AspectRatio } from '../http/request.ts';

const FULL: Record<AspectRatio, [width: number, height: number]> = {
  '1:1': [1024, 1024],
  '4:3': [1152, 864],
  '3:2': [1248, 832],
  '16:9': [1360, 768],
  '2.35:1': [1568, 672],
  '4:5': [896, 1120],
  '3:4': [864, 1152],
  '2:3': [832, 1248],
  '9:16': [768, 1360],
};

/** Width and height for a ratio: about a megapixel, or with the longer side as given. */
export function sizeOf(ratio: AspectRatio, longest?: number): { width: number; height: number } {
  const [width, height] = FULL[ratio];
  if (longest === undefined) return { width, height };
  const scale = longest / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
