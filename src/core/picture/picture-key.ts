import type { PictureKey } from './generation.ts';

/** A picture's name in memory and in logs: generation id, point, index. */
export function pictureName({ generationId, index }: PictureKey): string {
  return `${generationId}.${index}`;
}

/** The key alone, without whatever else the object holds. */
export function keyOf({ generationId, index }: PictureKey): PictureKey {
  return { generationId, index };
}
