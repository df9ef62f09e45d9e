import type { Background } from '../../kit/background.ts';
import { keepDoing } from '../../kit/keep-doing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Blobs } from '../../ports/store/storage.ts';

const ROUND_MS = 60 * 60_000;
/** Between two batches, so that members' requests get at the database first. */
const PAUSE_MS = 1_000;

const DAY_MS = 24 * 60 * 60_000;

/**
 * Removes now and every hour, until the process ends, the images of refused requests that were never asked for or
 * approved, and what was not used for as long as the operator keeps pictures.
 */
export type RemoveUnusedImages = () => Promise<void>;

export interface RemoveUnusedImagesDeps {
  /** One that retries: a full disk is when this is needed most. */
  blobs: Pick<Blobs, 'removeExpired' | 'removeUnused'>;
  background: Pick<Background, 'stopping'>;
  clock: Clock;
  log: Log;
  /** Null for ever. */
  keepPicturesDays: number | null;
}

/** Builds the removal. */
export function createRemoveUnusedImages({
  blobs,
  background,
  clock,
  log,
  keepPicturesDays,
}: RemoveUnusedImagesDeps): RemoveUnusedImages {
  return async () =>
    keepDoing('remove unused images', { clock, stopping: background.stopping, log }, async () => {
      const expired = await blobs.removeExpired(clock.now());
      const unused = keepPicturesDays === null ? 0 : await blobs.removeUnused(clock.now() - keepPicturesDays * DAY_MS);
      return expired + unused > 0 ? PAUSE_MS : ROUND_MS;
    });
}
