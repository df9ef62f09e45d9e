import type { Picture } from '../../core/picture/generation.ts';
import { keyOf, pictureName } from '../../core/picture/picture-key.ts';
import { createLimit } from '../../kit/limit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Displayed } from '../../ports/media.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Blobs } from '../../ports/store/storage.ts';
import type { Persist } from '../decorators/persist.ts';

/** A picture that Discord does not take must not live in memory alone for long. */
const MAX_WAIT_MS = 2_000;

/** A paid picture in the form in which it is shown and kept. */
export type Copy = Displayed;

export interface KeepCopiesDeps {
  journal: Pick<Journal, 'noteHash'>;
  blobs: Pick<Blobs, 'put'>;
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
  persist: Persist;
}

/** Stores copies of pictures one after the other, and while pictures are being shown not yet: that comes first. */
export interface Copies {
  /** Resolves when the copy is stored, or could not be; never rejects. */
  keep(picture: Picture, copy: Copy): Promise<void>;
  /** A copy that still waits to be stored. */
  waiting(picture: Picture): Copy | undefined;
  /** Something is being shown until the returned function is called; more calls do nothing. */
  showing(): () => void;
}

/** Builds the keeper of copies over journal and blob store. */
export function createCopies({ journal, blobs, clock, log, stopping, persist }: KeepCopiesDeps): Copies {
  const copies = new Map<string, Copy>();
  const shows = new Set<symbol>();
  const oneByOne = createLimit();
  let quiet = new AbortController();

  return {
    async keep(picture, copy) {
      copies.set(pictureName(picture), copy);
      try {
        if (shows.size > 0) await clock.sleep(MAX_WAIT_MS, AbortSignal.any([quiet.signal, stopping]));
        await oneByOne(async () =>
          persist(async () => journal.noteHash(keyOf(picture), await blobs.put(copy.bytes, copy.mediaType))),
        );
      } catch (error) {
        // What cannot be stored must not stop the picture on its way to the member; the next start tries it again.
        log.error({ ...keyOf(picture), err: error }, 'paid picture could not be copied into the store');
      } finally {
        copies.delete(pictureName(picture));
      }
    },
    waiting: (picture) => copies.get(pictureName(picture)),
    showing() {
      const show = Symbol('show');
      shows.add(show);
      return () => {
        if (!shows.delete(show) || shows.size > 0) return;
        quiet.abort();
        quiet = new AbortController();
      };
    },
  };
}
