import type { Generation, Picture } from '../../core/picture/generation.ts';
import type { Background } from '../../kit/background.ts';
import { keepDoing } from '../../kit/keep-doing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { PictureLoader } from './load-pictures.ts';
import { createRetryQueue } from './retry-queue.ts';
import type { Tried } from './retry-queue.ts';

/** Krea does not say how long its links live; one that was dead for so long is not asked for any more. */
const TRIED_FOR_MS = 30 * 24 * 60 * 60_000;
const ROUND_MS = 10 * 60_000;

/** Has the files of a generation's pictures fetched until they are stored, and shows those that were not seen yet. */
export type SeekFiles = (generationId: string) => void;

export interface SeekFilesDeps {
  journal: Pick<Journal, 'find' | 'deliveries' | 'uncopied' | 'unseen'>;
  loader: PictureLoader;
  /** Brings pictures that came late; false when that cannot begin now. */
  deliverLate(generationId: string, indexes: readonly number[]): Promise<boolean>;
  background: Background;
  clock: Clock;
  log: Log;
}

/**
 * Builds the seeking of files that were away when their pictures were told of, or that a crash kept from being stored.
 */
export function createSeekFiles(deps: SeekFilesDeps): { seek: SeekFiles; refresh(): Promise<void> } {
  const { journal, loader, deliverLate, background, clock, log } = deps;
  const queue = createRetryQueue({ ...deps, name: 'seek files', atOnce: 1 });
  const seek = (generationId: string, delayMs?: number): void =>
    queue.add(generationId, async () => tryOnce(generationId), delayMs);

  async function tryOnce(generationId: string): Promise<Tried> {
    const generation = await journal.find(generationId);
    if (generation === undefined) return { kind: 'done' };
    const unseen = await unseenOf(generation);
    const wanted = generation.pictures.filter(
      (picture) => isAlive(picture) && (picture.hash === null || unseen.has(picture.index)),
    );
    if (wanted.length === 0) return { kind: 'done' };
    const { loaded, unread, shown } = await loader.load(wanted);
    try {
      const late = loaded.map(({ index }) => index).filter((index) => unseen.has(index));
      if (late.length > 0 && !(await deliverLate(generationId, late))) return { kind: 'later', place: null };
    } finally {
      await shown();
    }
    const away = wanted.find(({ index }) => unread.get(index) === 'unreachable');
    return unread.size === 0 ? { kind: 'done' } : { kind: 'later', place: hostOf(away?.url) };
  }

  /** Told of in a message that stands and could not show them. */
  async function unseenOf({ id, pictures }: Generation): Promise<ReadonlySet<number>> {
    if (!pictures.some(({ state }) => state === 'kept')) return new Set();
    const posted = new Set(
      (await journal.deliveries(id)).filter(({ status }) => status === 'posted').map(({ part }) => part),
    );
    return new Set(
      pictures
        .filter(({ state, deliveryPart }) => state === 'kept' && posted.has(deliveryPart ?? 0))
        .map(({ index }) => index),
    );
  }

  function isAlive({ state, url, finishedAt }: Picture): boolean {
    return (
      (state === 'kept' || state === 'delivered') && url !== null && (finishedAt ?? 0) >= clock.now() - TRIED_FOR_MS
    );
  }

  return {
    seek: (generationId) => seek(generationId),
    refresh: async () =>
      keepDoing('seek files', { clock, stopping: background.stopping, log }, async () => {
        const pictures = [...(await journal.uncopied(clock.now() - TRIED_FOR_MS)), ...(await journal.unseen())];
        for (const id of new Set(pictures.map(({ generationId }) => generationId))) seek(id, 0);
        return ROUND_MS;
      }),
  };
}

function hostOf(url: string | null | undefined): string | null {
  return URL.parse(url ?? '')?.host ?? null;
}
