import type { Background } from './background.ts';
import type { Clock } from './ports/clock.ts';
import type { Blobs } from './ports/storage.ts';

const ROUND_MS = 60 * 60_000;
/** Between one handful and the next: whoever waits for an answer comes first. */
const PAUSE_MS = 1_000;

/** Removes now and every hour the images of refused requests that were never asked for or approved, until the process ends. */
export type SweepImages = () => Promise<void>;

/** Builds the sweep; `blobs` are to be patient, for a disk that is full now is when it is needed. */
export function createSweepImages({ blobs, background, clock }: { blobs: Pick<Blobs, 'removeExpired'>; background: Pick<Background, 'stopping'>; clock: Clock }): SweepImages {
  return async () => {
    while (!background.stopping.aborted) {
      const removed = await blobs.removeExpired(clock.now());
      await clock.sleep(removed > 0 ? PAUSE_MS : ROUND_MS, background.stopping);
    }
  };
}
