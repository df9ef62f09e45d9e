import { createFairQueue } from '../../core/picture/fair-queue.ts';
import type { FairQueue, Place } from '../../core/picture/fair-queue.ts';
import type { Generation, PictureKey } from '../../core/picture/generation.ts';
import { pictureName } from '../../core/picture/picture-key.ts';
import type { Arrived, Turns, QueuedPicture } from '../../core/picture/queue.ts';
import type { Journal } from '../../ports/store/journal.ts';

/**
 * The queue in memory, kept as the journal has it: reading it anew for each place that gets free, and every two seconds
 * for those who are told their place, would cost the more the more wait. The journal stays the truth: it is read at the
 * first use and whenever it is not known what became of a change.
 */
export interface QueueInMemory {
  /** Reads the queue from the journal, if it is not known. */
  load(read: () => Promise<Arrived[]>): Promise<void>;
  /** Has the queue read again at the next use. */
  forget(): void;
  add(item: Arrived): void;
  remove(key: PictureKey): void;
  has(key: PictureKey): boolean;
  /** Leaves a picture out of the order for a while. */
  hide(key: PictureKey): void;
  unhide(key: PictureKey): void;
  first(count: number, served: Turns): Arrived[];
  place(generationId: string, served: Turns): Place | undefined;
}

/** Builds a line that is not known yet. */
export function createQueueInMemory(): QueueInMemory {
  const all = new Map<string, Arrived>();
  const hidden = new Set<string>();
  let queue: FairQueue = createFairQueue();
  let isKnown = false;
  let isForgotten = false;
  let loading: Promise<void> | undefined;
  /** What changed while the journal is being read. */
  let meanwhile: (() => void)[] | undefined;

  function apply(change: () => void): void {
    meanwhile?.push(change);
    change();
  }

  function put(item: Arrived): void {
    all.set(pictureName(item), item);
    if (!hidden.has(pictureName(item))) queue.add(item);
  }

  function drop(key: PictureKey): void {
    const item = all.get(pictureName(key));
    all.delete(pictureName(key));
    if (item !== undefined) queue.remove(item);
  }

  async function readWhole(read: () => Promise<Arrived[]>): Promise<void> {
    isForgotten = false;
    meanwhile = [];
    try {
      const items = await read();
      all.clear();
      queue = createFairQueue();
      for (const item of items) put(item);
      for (const change of meanwhile) change();
      isKnown = !isForgotten;
    } finally {
      meanwhile = undefined;
      loading = undefined;
    }
  }

  return {
    async load(read) {
      while (!isKnown) await (loading ??= readWhole(read));
    },
    forget() {
      isKnown = false;
      isForgotten = true;
    },
    add: (item) => apply(() => put(item)),
    remove: (key) => apply(() => drop(key)),
    has: (key) => all.has(pictureName(key)),
    hide(key) {
      hidden.add(pictureName(key));
      const item = all.get(pictureName(key));
      if (item !== undefined) queue.remove(item);
    },
    unhide(key) {
      hidden.delete(pictureName(key));
      const item = all.get(pictureName(key));
      if (item !== undefined) queue.add(item);
    },
    first: (count, served) => queue.first(count, served),
    place: (generationId, served) => queue.place(generationId, served),
  };
}

/** The journal as it is, telling the line what comes into the queue and what leaves it. */
export function mirrorQueue(journal: Journal, line: QueueInMemory): Journal {
  /** After a failure it is not known whether the change was made: the queue is read again. */
  async function watched<Outcome>(work: Promise<Outcome>): Promise<Outcome> {
    try {
      return await work;
    } catch (error) {
      line.forget();
      throw error;
    }
  }

  function enter(generation: Generation, index: number): void {
    line.add({ ...waitingOf(generation), index, arrivedAt: generation.createdAt });
  }

  return {
    ...journal,
    async open(...given) {
      const outcome = await watched(journal.open(...given));
      if (outcome.kind === 'opened')
        for (const { index } of outcome.generation.pictures) enter(outcome.generation, index);
      return outcome;
    },
    async openApproved(...given) {
      const outcome = await watched(journal.openApproved(...given));
      if (outcome.kind === 'opened')
        for (const { index } of outcome.generation.pictures) enter(outcome.generation, index);
      return outcome;
    },
    async move(key, from, to, now, patch) {
      const moved = await watched(journal.move(key, from, to, now, patch));
      // It is not queued any more, even if this move lost against another.
      if (from === 'queued') line.remove(key);
      if (to !== 'queued' || moved === undefined) return moved;
      try {
        const generation = await journal.find(key.generationId);
        if (generation !== undefined) enter(generation, key.index);
      } catch {
        // The change is made; the queue is read again at the next use.
        line.forget();
      }
      return moved;
    },
  };
}

/** Who pays takes turns: a server, or a person with a wallet of their own. */
function waitingOf({ id, wallet, userId }: Generation): Omit<QueuedPicture, 'index'> {
  return { generationId: id, payerId: wallet.id, userId };
}
