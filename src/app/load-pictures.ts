import type { Generation, Picture } from '../core/generation.ts';
import { keyOf } from './picture-key.ts';
import type { Clock } from './ports/clock.ts';
import type { Journal } from './ports/journal.ts';
import type { Log } from './ports/log.ts';
import type { FetchMedia, Images } from './ports/media.ts';
import type { UnreadCause } from './ports/publisher.ts';
import type { Blobs } from './ports/storage.ts';

/** Largest picture we take from Krea; 1K pictures are far below. */
const MAX_PICTURE_BYTES = 64 * 1024 * 1024;
/** Waits between tries to fetch a paid picture, in milliseconds: an outage of minutes must not cost it. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];
/** A link that leads nowhere is believed sooner. */
const MISSING_TRIES = 4;

export interface LoadedPicture {
  index: number;
  bytes: Uint8Array;
  extension: string;
}

export interface LoadPicturesDeps {
  journal: Journal;
  blobs: Blobs;
  fetchMedia: FetchMedia;
  images: Images;
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
}

/** Gets finished pictures' bytes: from our own store, else from Krea, keeping a copy for ever after. */
export interface PictureLoader {
  /** `kept` resolves when the copies are stored; it never delays showing them. `unread` says why others are left out. */
  load(generation: Generation, pictures: readonly Picture[]): Promise<Loaded>;
}

export interface Loaded {
  loaded: LoadedPicture[];
  unread: ReadonlyMap<number, UnreadCause>;
  kept: Promise<void>;
}

/** Builds the loader over blob store and network. */
export function createPictureLoader(deps: LoadPicturesDeps): PictureLoader {
  return {
    async load(_generation, pictures) {
      const copies: Promise<void>[] = [];
      const unread = new Map<number, UnreadCause>();
      const loaded = await Promise.all(
        pictures.map(async (picture) => {
          const stored = picture.hash === null ? undefined : await deps.blobs.get(picture.hash);
          const bytes = stored?.bytes ?? (await fetchPatiently(picture));
          const type = typeof bytes === 'string' ? undefined : await deps.images.identify(bytes);
          if (typeof bytes === 'string' || type === undefined) {
            const cause = typeof bytes === 'string' ? bytes : 'not-a-picture';
            unread.set(picture.index, cause);
            deps.log.error({ ...keyOf(picture), cause }, 'paid picture cannot be read: its link stays on record');
            return undefined;
          }
          if (stored === undefined) copies.push(keep(picture, bytes, type.mediaType));
          return { index: picture.index, bytes, extension: type.extension };
        }),
      );
      return { loaded: loaded.filter((one) => one !== undefined), unread, kept: Promise.all(copies).then(() => undefined) };
    },
  };

  async function keep(picture: Picture, bytes: Uint8Array, mediaType: string): Promise<void> {
    try {
      await deps.journal.noteHash(keyOf(picture), await deps.blobs.put(bytes, mediaType));
    } catch (error) {
      // A full disk must not stop the picture on its way to the member.
      deps.log.error({ ...keyOf(picture), err: error }, 'paid picture could not be copied into the store');
    }
  }

  async function fetchPatiently({ url, ...picture }: Picture): Promise<Uint8Array | UnreadCause> {
    if (url === null) return 'missing';
    for (let tries = 1; ; tries += 1) {
      const outcome = await deps.fetchMedia(url, MAX_PICTURE_BYTES);
      if (outcome.kind === 'fetched') return outcome.bytes;
      const delay = RETRY_DELAYS_MS[tries - 1];
      const isHopeless = outcome.kind === 'untrusted' || outcome.kind === 'too-large';
      const isMissing = outcome.kind === 'missing' && tries >= MISSING_TRIES;
      if (isHopeless || isMissing || delay === undefined || deps.stopping.aborted) {
        deps.log.error({ ...keyOf(picture), outcome: outcome.kind, tries }, 'paid picture cannot be fetched');
        return outcome.kind;
      }
      await deps.clock.sleep(delay, deps.stopping);
    }
  }
}
