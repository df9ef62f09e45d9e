import { SNOWFLAKE } from '../snowflake.ts';
import type { PictureKey } from './generation.ts';

/** A picture's name in memory and in logs: generation id, point, index. */
export function pictureName({ generationId, index }: PictureKey): string {
  return `${generationId}.${index}`;
}

/** The key that {@link pictureName} wrote; undefined for any other text. */
export function parsePictureName(text: string): PictureKey | undefined {
  const [generationId = '', index = '', ...more] = text.split('.');
  if (!SNOWFLAKE.test(generationId) || !/^[1-9]$/.test(index) || more.length > 0) return undefined;
  return { generationId, index: Number(index) };
}

/** The key alone, without whatever else the object holds. */
export function keyOf({ generationId, index }: PictureKey): PictureKey {
  return { generationId, index };
}
