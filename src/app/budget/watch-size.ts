import type { Background } from '../../kit/background.ts';
import { keepDoing } from '../../kit/keep-doing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Blobs } from '../../ports/store/storage.ts';

/** Small machines have some ten times as much, and copying it for a backup begins to take minutes. */
const LARGE_BYTES = 5_000_000_000;
const DAY_MS = 24 * 60 * 60_000;
const MONTH_MS = 30 * DAY_MS;

/** What the records take while nothing ever removes a picture; in bytes. */
export interface RecordsSize {
  bytes: number;
  /** What pictures and references of the last 30 days take of it. */
  bytesAMonth: number;
}

export interface WatchSizeDeps {
  blobs: Pick<Blobs, 'sizes'>;
  clock: Clock;
  log: Log;
  /** Null for ever. */
  keepPicturesDays: number | null;
}

/** Tells of records that grow large without an end. */
export interface SizeWatch {
  /** Null while they are of a sensible size, or pictures are kept for a time only. */
  read(): Promise<RecordsSize | null>;
  /** Says so in the log now and every day, until the process ends. */
  watch(background: Pick<Background, 'stopping'>): Promise<void>;
}

/** Builds the watch over the size of the records; it is read anew once an hour at most. */
export function createSizeWatch({ blobs, clock, log, keepPicturesDays }: WatchSizeDeps): SizeWatch {
  let known: { at: number; size: RecordsSize } | undefined;

  async function read(): Promise<RecordsSize | null> {
    if (keepPicturesDays !== null) return null;
    if (known === undefined || clock.monotonic() - known.at >= DAY_MS / 24) {
      const { file, recent } = await blobs.sizes(clock.now() - MONTH_MS);
      known = { at: clock.monotonic(), size: { bytes: file, bytesAMonth: recent } };
    }
    return known.size.bytes < LARGE_BYTES ? null : known.size;
  }

  return {
    read,
    watch: async ({ stopping }) =>
      keepDoing('watch the size of the records', { clock, stopping, log }, async () => {
        const size = await read();
        if (size !== null) log.warn({ ...size }, 'the records are large, and keep every picture for ever');
        return DAY_MS;
      }),
  };
}
