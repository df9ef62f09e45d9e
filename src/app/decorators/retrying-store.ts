import type { Picture, PictureKey, PictureState } from '../../core/picture/generation.ts';
import type { Decisions } from '../../ports/store/decisions.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Blobs, Cache } from '../../ports/store/storage.ts';
import type { Persist } from './persist.ts';

interface Ports {
  journal: Journal;
  decisions: Decisions;
  blobs: Blobs;
  cache: Cache;
}

/**
 * The records for background work: every call is repeated until they can be used again.
 * A call that failed may have been carried out, so a repetition that finds nothing to do looks whether it was ours.
 */
export function createRetryingStore({ journal, decisions, blobs, cache }: Ports, persist: Persist): Ports {
  let lastStart = 0;

  async function move(...[key, from, to, now, patch]: Parameters<Journal['move']>): Promise<Picture | undefined> {
    return await persist(async (tries) => {
      const moved = await journal.move(key, from, to, now, patch);
      return moved === undefined && tries > 0 ? await movedBefore(key, to, now) : moved;
    });
  }

  async function movedBefore(key: PictureKey, to: PictureState, now: number): Promise<Picture | undefined> {
    const generation = await journal.find(key.generationId);
    const picture = generation?.pictures.find(({ index }) => index === key.index);
    return picture?.state === to && isStamped(picture, now) ? picture : undefined;
  }

  async function startOnce(
    generationId: string,
    now: number,
    start: (startedAt: number) => ReturnType<Journal['startDelivery']>,
  ): ReturnType<Journal['startDelivery']> {
    // No two starts share an instant: it tells ours from one that is carried out already, which must not be done twice.
    const startedAt = Math.max(now, lastStart + 1);
    lastStart = startedAt;
    return await persist(async (tries) => {
      const started = await start(startedAt);
      if (started !== undefined || tries === 0) return started;
      return (await journal.openDeliveries()).find(
        (open) => open.generationId === generationId && open.startedAt === startedAt,
      );
    });
  }

  return {
    journal: {
      ...journal,
      move,
      startDelivery: (id, now) => startOnce(id, now, (startedAt) => journal.startDelivery(id, startedAt)),
      startLateDelivery: (id, indexes, now) =>
        startOnce(id, now, (startedAt) => journal.startLateDelivery(id, indexes, startedAt)),
      noteTold: (key) => persist(() => journal.noteTold(key)),
      untoldEnds: () => persist(() => journal.untoldEnds()),
      unseen: () => persist(() => journal.unseen()),
      deliveries: (id) => persist(() => journal.deliveries(id)),
      find: (generationId) => persist(() => journal.find(generationId)),
      waiting: () => persist(() => journal.waiting()),
      inStates: (states) => persist(() => journal.inStates(states)),
      knownRemoteIds: (remoteIds) => persist(() => journal.knownRemoteIds(remoteIds)),
      moveToRung: (key, rung) => persist(() => journal.moveToRung(key, rung)),
      endDelivery: (key, end) => persist(() => journal.endDelivery(key, end)),
      uncopied: (since) => persist(() => journal.uncopied(since)),
      untold: () => persist(() => journal.untold()),
      openDeliveries: () => persist(() => journal.openDeliveries()),
    },
    decisions: { ...decisions, decidedBlind: (since) => persist(() => decisions.decidedBlind(since)) },
    blobs: {
      hashOf: blobs.hashOf,
      put: (bytes, mediaType) => persist(() => blobs.put(bytes, mediaType)),
      putUntil: (image, until) => persist(() => blobs.putUntil(image, until)),
      get: (hash) => persist(() => blobs.get(hash)),
      removeExpired: (now) => persist(() => blobs.removeExpired(now)),
      has: (hashes) => persist(() => blobs.has(hashes)),
      removeUnused: (before) => persist(() => blobs.removeUnused(before)),
      sizes: (since) => persist(() => blobs.sizes(since)),
    },
    cache: {
      get: (key) => persist(() => cache.get(key)),
      set: (key, value, lifeMs) => persist(() => cache.set(key, value, lifeMs)),
      delete: (key) => persist(() => cache.delete(key)),
    },
  };
}

/** States that note when they were reached bear our instant; the others can only be told by their name. */
function isStamped({ state, submittingAt, runningAt, finishedAt }: Picture, now: number): boolean {
  if (state === 'submitting') return submittingAt === now;
  if (state === 'running') return runningAt === now;
  return state === 'finished' ? finishedAt === now : true;
}
