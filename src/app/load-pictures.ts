import type { Picture } from '../core/generation.ts';
import { createCopies } from './keep-copies.ts';
import type { Copy, KeepCopiesDeps } from './keep-copies.ts';
import { keyOf } from './picture-key.ts';
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

export interface LoadPicturesDeps extends KeepCopiesDeps {
  blobs: Blobs;
  fetchMedia: FetchMedia;
  images: Images;
}

/** Gets finished pictures' bytes: from our own store, else from Krea, keeping a copy for ever after. */
export interface PictureLoader {
  /** `unread` says why pictures are left out. */
  load(pictures: readonly Picture[]): Promise<Loaded>;
}

export interface Loaded {
  loaded: LoadedPicture[];
  unread: ReadonlyMap<number, UnreadCause>;
  /** To be called once they are shown, or cannot be: storing the copies waits for it. Resolves when they are stored. */
  shown(): Promise<void>;
}

/** Builds the loader over blob store and network. */
export function createPictureLoader(deps: LoadPicturesDeps): PictureLoader {
  const copies = createCopies(deps);

  return {
    async load(pictures) {
      const endShow = copies.showing();
      const kept: Promise<void>[] = [];
      const unread = new Map<number, UnreadCause>();
      const shown = async (): Promise<void> => {
        endShow();
        await Promise.all(kept);
      };
      try {
        const loaded = await Promise.all(pictures.map(async (picture) => loadOne(picture, kept, unread)));
        return { loaded: loaded.filter((one) => one !== undefined), unread, shown };
      } catch (error) {
        await shown();
        throw error;
      }
    },
  };

  async function loadOne(picture: Picture, kept: Promise<void>[], unread: Map<number, UnreadCause>): Promise<LoadedPicture | undefined> {
    const stored = await readStored(picture);
    const found = stored ?? (await fetchPatiently(picture));
    if (typeof found === 'string') {
      unread.set(picture.index, found);
      return undefined;
    }
    if (stored === undefined) kept.push(copies.keep(picture, found));
    return { index: picture.index, bytes: found.bytes, extension: found.extension };
  }

  async function readStored(picture: Picture): Promise<Copy | undefined> {
    const waiting = copies.waiting(picture);
    if (waiting !== undefined) return waiting;
    const stored = picture.hash === null ? undefined : await deps.blobs.get(picture.hash);
    return stored === undefined ? undefined : readable(stored.bytes);
  }

  async function readable(bytes: Uint8Array): Promise<Copy | undefined> {
    const type = await deps.images.identify(bytes);
    return type === undefined ? undefined : { bytes, ...type };
  }

  async function fetchPatiently({ url, ...picture }: Picture): Promise<Copy | UnreadCause> {
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

  async function fetchOnce(url: string): Promise<Copy | UnreadCause> {
    const outcome = await deps.fetchMedia(url, MAX_PICTURE_BYTES);
    if (outcome.kind !== 'fetched') return outcome.kind;
    return (await readable(outcome.bytes)) ?? 'not-a-picture';
  }
}
