import type { Clock } from '../app/ports/clock.ts';

/** Two presses within this time are one intention: a double click. */
const DOUBLE_CLICK_MS = 3_000;

/** Lets the first of several equal presses through, in milliseconds of {@link Clock}. */
export interface Latch {
  /** True for the first press of its kind, false for a repetition right after it. */
  tryPass(key: string): boolean;
}

/** Remembers recent presses in memory: a double click never spans a restart. */
export function createLatch(clock: Pick<Clock, 'now'>, holdMs = DOUBLE_CLICK_MS): Latch {
  const passedAt = new Map<string, number>();
  return {
    tryPass(key) {
      const now = clock.now();
      for (const [old, at] of passedAt) {
        if (now - at < holdMs) break;
        passedAt.delete(old);
      }
      if (passedAt.has(key)) return false;
      passedAt.set(key, now);
      return true;
    },
  };
}
