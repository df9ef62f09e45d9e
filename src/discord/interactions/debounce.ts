import type { Clock } from '../../ports/clock.ts';

/** Two presses within this time are one intention: a double click. */
const DOUBLE_CLICK_MS = 3_000;

/** Lets the first of several equal presses through, in milliseconds of {@link Clock}. */
export interface Debounce {
  /** The first press of its kind; undefined for a repetition right after it. */
  enter(key: string): Entered | undefined;
}

/** A press that was let through. */
export interface Entered {
  /** Nothing came of it: the next press of its kind is a first one again. */
  free(): void;
}

/** Remembers recent presses in memory: a double click never spans a restart. */
export function createDebounce(clock: Pick<Clock, 'monotonic'>, holdMs = DOUBLE_CLICK_MS): Debounce {
  const entered = new Map<string, { at: number }>();
  return {
    enter(key) {
      const now = clock.monotonic();
      for (const [old, { at }] of entered) {
        if (now - at < holdMs) break;
        entered.delete(old);
      }
      if (entered.has(key)) return undefined;
      const mine = { at: now };
      entered.set(key, mine);
      return {
        free() {
          if (entered.get(key) === mine) entered.delete(key);
        },
      };
    },
  };
}
