import type { Picture } from '../../core/picture/generation.ts';
import { keyOf } from '../../core/picture/picture-key.ts';
import { retry } from '../../kit/retry.ts';
import type { FetchMedia, Images } from '../../ports/media.ts';
import type { UnreadCause } from '../../ports/publisher.ts';
import type { Blobs } from '../../ports/store/storage.ts';
import { createCopies } from './keep-copies.ts';
import type { Copy, KeepCopiesDeps } from './keep-copies.ts';

/** Largest picture we take from Krea; 1K pictures are far below. */
const MAX_PICTURE_BYTES = 64 * 1024 * 1024;
/**
 * What nothing here can show may be whole at the next try, after so many milliseconds; then it is taken for what it is.
 */
const UNKNOWN_DELAYS_MS = [1_000, 3_000, 10_000];

export interface LoadedPicture {
  index: number;
  bytes: Uint8Array;
  extension: string;
  isFile?: true;
}

export interface LoadPicturesDeps extends KeepCopiesDeps {
  blobs: Blobs;
  fetchMedia: FetchMedia;
  images: Images;
}

/** Gets finished pictures' bytes: from our own store, else from Krea, keeping a copy for ever after. */
export interface PictureLoader {
  /**
   * `unread` says why pictures are left out. One that cannot be fetched is tried again after each of the delays
   * (milliseconds).
   */
  load(pictures: readonly Picture[], delays?: readonly number[]): Promise<Loaded>;
}

export interface Loaded {
  loaded: LoadedPicture[];
  unread: ReadonlyMap<number, UnreadCause>;
  /** To be called once they are shown, or cannot be: storing the copies waits for it. Resolves when they are stored. */
  shown(): Promise<void>;
}

interface Loading {
  kept: Promise<void>[];
  unread: Map<number, UnreadCause>;
  delays: readonly number[];
}

/** Builds the loader over blob store and network. */
export function createPictureLoader(deps: LoadPicturesDeps): PictureLoader {
  const copies = createCopies(deps);

  return {
    async load(pictures, delays = []) {
      const endShow = copies.showing();
      const kept: Promise<void>[] = [];
      const unread = new Map<number, UnreadCause>();
      const shown = async (): Promise<void> => {
        endShow();
        await Promise.all(kept);
      };
      try {
        const loaded = await Promise.all(pictures.map(async (picture) => loadOne(picture, { kept, unread, delays })));
        return { loaded: loaded.filter((one) => one !== undefined), unread, shown };
      } catch (error) {
        await shown();
        throw error;
      }
    },
  };

  async function loadOne(picture: Picture, { kept, unread, delays }: Loading): Promise<LoadedPicture | undefined> {
    const stored = await readStored(picture);
    const found = stored ?? (await fetchWithRetry(picture, delays));
    if (typeof found === 'string') {
      unread.set(picture.index, found);
      return undefined;
    }
    if (stored === undefined) kept.push(copies.keep(picture, found));
    const { bytes, extension, isFile } = found;
    return { index: picture.index, bytes, extension, ...(isFile && { isFile }) };
  }

  async function readStored(picture: Picture): Promise<Copy | undefined> {
    const waiting = copies.waiting(picture);
    if (waiting !== undefined) return waiting;
    const stored = picture.hash === null ? undefined : await deps.blobs.get(picture.hash);
    return stored === undefined ? undefined : readable(stored.bytes);
  }

  async function readable(bytes: Uint8Array): Promise<Copy | undefined> {
    return deps.images.display(bytes);
  }

  async function fetchWithRetry({ url, ...picture }: Picture, delays: readonly number[]): Promise<Copy | UnreadCause> {
    if (url === null) return 'missing';
    const { found, delayMs } = await retry(
      async (tries) => {
        const attempt = await fetchOnce(url);
        return { found: attempt, delayMs: waitsAfter(attempt, delays)[tries] };
      },
      (attempt) => attempt.delayMs,
      deps,
    );
    // With a wait left the process is stopping: what could not be shown may be whole at the next start.
    if (typeof found !== 'string' && delayMs === undefined) return found;
    const cause = typeof found === 'string' ? found : 'not-a-picture';
    deps.log.warn({ ...keyOf(picture), cause }, 'paid picture cannot be read now: its link stays on record');
    return cause;
  }

  async function fetchOnce(url: string): Promise<Copy | UnreadCause> {
    const outcome = await deps.fetchMedia(url, MAX_PICTURE_BYTES);
    if (outcome.kind !== 'fetched') return outcome.kind;
    return (await readable(outcome.bytes)) ?? 'not-a-picture';
  }
}

function waitsAfter(found: Copy | UnreadCause, delays: readonly number[]): readonly number[] {
  if (typeof found === 'string') return delays;
  return found.isFile === true ? UNKNOWN_DELAYS_MS : [];
}
