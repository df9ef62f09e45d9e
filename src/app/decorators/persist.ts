import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { StoreUnavailable } from '../../ports/store/store-unavailable.ts';

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;

/** Repeats work on the records for as long as they cannot be used; `tries` counts those that failed. */
export type Persist = <Result>(work: (tries: number) => Promise<Result>) => Promise<Result>;

/**
 * Builds the patience of what nobody waits for: a disk that is full for a moment must not leave a paid picture to the
 * next start. People who wait for an answer get an error instead; a stop gives up, and the next start takes over.
 */
export function createPersist({ clock, stopping, log }: { clock: Clock; stopping: AbortSignal; log: Log }): Persist {
  return async (work) => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work(tries);
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || stopping.aborted) throw error;
        const waitMs = Math.min(FIRST_WAIT_MS * 2 ** tries, MAX_WAIT_MS);
        log.error({ err: error, tries: tries + 1, waitMs }, 'the records cannot be used now: trying again');
        await clock.sleep(waitMs, stopping);
        if (stopping.aborted) throw error;
      }
    }
  };
}
