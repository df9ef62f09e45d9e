import type { Clock } from '../../ports/clock.ts';

/** What runs on is given this long before it is told off, and as long again to be told. */
const PATIENCE_MS = 1_200;

/** The interactions that are being answered, so that a shutdown need not leave anybody before "thinking…". */
export interface Unanswered {
  /** Notes that somebody is being answered until `work` ends. `tellOff` tells them that nothing comes of it; it never rejects. */
  track(work: Promise<void>, tellOff: () => Promise<void>): Promise<void>;
  /** Resolves when nobody is left, or when those who are left have been told. */
  drain(): Promise<void>;
}

/** Keeps track of whom the router is answering. */
export function createUnanswered(clock: Pick<Clock, 'sleep'>): Unanswered {
  const open = new Map<Promise<void>, () => Promise<void>>();

  async function within(work: Promise<unknown>): Promise<void> {
    const done = new AbortController();
    await Promise.race([work, clock.sleep(PATIENCE_MS, done.signal)]);
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
