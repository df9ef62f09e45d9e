import type { Clock } from '../../ports/clock.ts';

/** How long a shutdown waits for answers, and then again for the messages about those that were cut off. */
const GRACE_MS = 1_200;

/** The interactions that are being answered, so that a shutdown leaves none at "thinking…". */
export interface Unanswered {
  /** Counts an interaction as open until `work` ends. `tellOff` answers that the bot restarts; it never rejects. */
  track(work: Promise<void>, tellOff: () => Promise<void>): Promise<void>;
  /** Resolves when no interaction is open, or the open ones were answered that the bot restarts. */
  drain(): Promise<void>;
}

/** Keeps the interactions that are being answered. */
export function createUnanswered(clock: Pick<Clock, 'sleep'>): Unanswered {
  const open = new Map<Promise<void>, () => Promise<void>>();

  async function within(work: Promise<unknown>): Promise<void> {
    const done = new AbortController();
    await Promise.race([work, clock.sleep(GRACE_MS, done.signal)]);
    done.abort();
  }

  return {
    async track(work, tellOff) {
      open.set(work, tellOff);
      try {
        await work;
      } finally {
        open.delete(work);
      }
    },
    async drain() {
      await within(Promise.all(open.keys()));
      await within(Promise.all([...open.values()].map(async (tellOff) => tellOff())));
    },
  };
}
