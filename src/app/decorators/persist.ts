import { risingWait } from '../../kit/backoff.ts';
import { retryErrors } from '../../kit/retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { StoreUnavailable } from '../../ports/store/store-unavailable.ts';

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;

/** Repeats work on the records for as long as they cannot be used; `tries` counts those that failed. */
export type Persist = <Result>(work: (tries: number) => Promise<Result>) => Promise<Result>;

/**
 * Builds the retry of background work: a disk that is full for a moment must not leave a paid picture to the
 * next start. People who wait for an answer get an error instead; a stop gives up, and the next start takes over.
 */
export function createPersist({ clock, stopping, log }: { clock: Clock; stopping: AbortSignal; log: Log }): Persist {
  function waitAfter(error: unknown, tries: number): number {
    if (!(error instanceof StoreUnavailable)) throw error;
    const waitMs = risingWait(FIRST_WAIT_MS, tries, MAX_WAIT_MS);
    log.error({ err: error, tries: tries + 1, waitMs }, 'the records cannot be used now: trying again');
    return waitMs;
  }

  return async (work) => await retryErrors(work, waitAfter, { clock, stopping });
}
