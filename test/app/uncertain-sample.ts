import { queuedPicture } from '../../src/core/picture/generation.ts';
import type { Picture } from '../../src/core/picture/generation.ts';

export const NOON = Date.UTC(2026, 10, 5, 12);

/** A picture whose submit at noon got no answer. */
export function uncertainSample(changes: Partial<Picture>): Picture {
  return { ...queuedPicture('1001', 1, 1), state: 'uncertain', submittingAt: NOON, ...changes };
}
