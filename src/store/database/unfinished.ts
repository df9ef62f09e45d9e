import { sql } from 'kysely';

import { UNFINISHED_STATES } from '../../core/picture/generation.ts';
import type { PictureState } from '../../core/picture/generation.ts';

/** The condition of the index `picture_unfinished`, word for word: the planner compares it as text. */
export const isUnfinished = sql<boolean>`state not in ('kept', 'delivered', 'failed', 'cancelled')`;

/** Whether every picture in one of these states is in that index. */
export function areUnfinished(states: readonly PictureState[]): boolean {
  return states.every((state) => UNFINISHED_STATES.some((unfinished) => unfinished === state));
}
