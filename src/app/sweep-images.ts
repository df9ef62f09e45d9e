import type { Background } from './background.ts';
import type { Clock } from './ports/clock.ts';
import type { Blobs } from './ports/storage.ts';

const ROUND_MS = 60 * 60_000;
/** Between one handful and the next: whoever waits for an answer comes first. */
const PAUSE_MS = 1_000;

const DAY_MS = 24 * 60 * 60_000;

/**
 * Removes now and every hour, until the process ends, the images of refused requests that were never asked for or
 * approved, and what was not used for as long as the operator keeps pictures.
 */
export type SweepImages = () => Promise<void>;

export interface SweepImagesDeps {
  /** To be patient: a disk that is full now is when it is needed. */
  blobs: Pick<Blobs, 'removeExpired' | 'removeUnused'>;
  background: Pick<Background, 'stopping'>;
  clock: Clock;
  /** Null for ever. */
  keepPicturesDays: number | null;
}

/** Builds the sweep. */
export function createSweepImages({ blobs, background, clock, keepPicturesDays }: SweepImagesDeps): SweepImages {
  return async () => {
    while (!background.stopping.aborted) {
      const expired = await blobs.removeExpired(clock.now());
      const removed = expired + (keepPicturesDays === null ? 0 : await blobs.removeUnused(clock.now() - keepPicturesDays * DAY_MS));
      await clock.sleep(removed > 0 ? PAUSE_MS : ROUND_MS, background.stopping);
    }
  };
}
