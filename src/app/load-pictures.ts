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
/** A link that leads nowhere, or to something that is no picture, is believed sooner. */
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
          const stored = await readStored(picture);
          const found = stored ?? (await fetchPatiently(picture));
          if (typeof found === 'string') {
            unread.set(picture.index, found);
            return undefined;
          }
          if (stored === undefined) copies.push(keep(picture, found.bytes, found.mediaType));
          return { index: picture.index, bytes: found.bytes, extension: found.extension };
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

  async function readStored({ hash }: Picture): Promise<Readable | undefined> {
    const stored = hash === null ? undefined : await deps.blobs.get(hash);
    return stored === undefined ? undefined : readable(stored.bytes);
  }

  async function readable(bytes: Uint8Array): Promise<Readable | undefined> {
    const type = await deps.images.identify(bytes);
    return type === undefined ? undefined : { bytes, ...type };
  }

  async function fetchPatiently({ url, ...picture }: Picture): Promise<Readable | UnreadCause> {
    if (url === null) return 'missing';
    for (let tries = 1; ; tries += 1) {
      const found = await fetchOnce(url);
      if (typeof found !== 'string') return found;
      const delay = RETRY_DELAYS_MS[tries - 1];
      const isHopeless = found === 'untrusted' || found === 'too-large';
      const isBelieved = (found === 'missing' || found === 'not-a-picture') && tries >= MISSING_TRIES;
      if (isHopeless || isBelieved || delay === undefined || deps.stopping.aborted) {
        deps.log.error({ ...keyOf(picture), cause: found, tries }, 'paid picture cannot be read: its link stays on record');
        return found;
      }
      await deps.clock.sleep(delay, deps.stopping);
    }
  }

  async function fetchOnce(url: string): Promise<Readable | UnreadCause> {
    const outcome = await deps.fetchMedia(url, MAX_PICTURE_BYTES);
    if (outcome.kind !== 'fetched') return outcome.kind;
    return (await readable(outcome.bytes)) ?? 'not-a-picture';
  }
}

interface Readable {
  bytes: Uint8Array;
  mediaType: string;
  extension: string;
}
