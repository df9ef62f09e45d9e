import { isPaid, isReplyOpen } from '../core/generation.ts';
import type { Generation } from '../core/generation.ts';
import { requestOfParent } from './parent-request.ts';
import type { Background } from './background.ts';
import type { PictureLoader } from './load-pictures.ts';
import type { Clock } from './ports/clock.ts';
import type { Delivery, Journal, Rung } from './ports/journal.ts';
import type { Log } from './ports/log.ts';
import type { Publisher, ResultMessage } from './ports/publisher.ts';
import type { Post } from './post.ts';
import type { Progress } from './progress.ts';
import type { WalletReader } from './wallet.ts';

export interface DeliverDeps {
  journal: Journal;
  publisher: Publisher;
  background: Background;
  loader: PictureLoader;
  progress: Progress;
  wallet: WalletReader;
  post: Post;
  clock: Clock;
  log: Log;
}

/** Brings what has ended to the people who asked for it, exactly once. */
export interface Deliver {
  /** Tells about everything of the generation that has ended and was not told yet; does nothing while more is to come. */
  deliver(generationId: string): Promise<void>;
  /** Takes up a delivery that a restart cut off: what landed is not posted again. */
  resume(delivery: Delivery): Promise<void>;
}

/** Builds the delivery ladder: the reply, the channel, a direct message, kept for `/krea-show`. */
export function createDeliver(deps: DeliverDeps): Deliver {
  const { journal, publisher, clock, log, background, post } = deps;

  async function deliver(generationId: string): Promise<void> {
    const delivery = await journal.startDelivery(generationId, clock.now());
    if (delivery !== undefined) await carry(delivery);
  }

  async function resume(delivery: Delivery): Promise<void> {
    const generation = await read(delivery);
    const landed = await post.hasLanded(generation, delivery.rung, delivery.startedAt);
    if (landed.kind === 'yes') {
      log.info({ generationId: generation.id, rung: delivery.rung }, 'delivery had landed before the restart');
      await journal.endDelivery(delivery, { status: 'posted', channelId: landed.channelId, messageId: landed.messageId });
      await deliver(generation.id);
      return copy(generation, delivery);
    }
    if (!background.stopping.aborted) await carry(delivery);
  }

  /** What landed was cut off before its copies were stored, and links die. */
  async function copy({ pictures }: Generation, { part }: Delivery): Promise<void> {
    const missing = pictures.filter(({ state, hash, deliveryPart }) => deliveryPart === part && isPaid(state) && hash === null);
    const { shown } = await deps.loader.load(missing);
    await shown();
  }

  async function carry(delivery: Delivery): Promise<void> {
    const before = await read(delivery);
    const told = before.pictures.filter(({ deliveryPart }) => deliveryPart === delivery.part);
    const finished = told.filter(({ state }) => isPaid(state));
    const [{ loaded, unread, shown }] = await Promise.all([deps.loader.load(finished), deps.progress.stop(before.id)]);
    try {
      if (background.stopping.aborted && loaded.length < finished.length) return;
      // The first message also says what is still open; a later one is only about what came late.
      const generation = delivery.part === 1 ? before : { ...before, pictures: told };
      const [wallet, parentRequest] = await Promise.all([deps.wallet.read(before.wallet), requestOfParent(journal, before)]);
      await climb(delivery, { generation, pictures: loaded, unread, wallet, ...(parentRequest && { parentRequest }) });
    } finally {
      await shown();
    }
    // What ended meanwhile waits for a delivery of its own.
    if (before.pictures.some(({ deliveryPart }) => deliveryPart === null)) await deliver(before.id);
  }

  async function climb(delivery: Delivery, message: ResultMessage): Promise<void> {
    const { generation } = message;
    for (const rung of rungsFrom(delivery, generation)) {
      if (rung !== delivery.rung) await journal.climb(delivery, rung);
      const outcome = await post.attempt(rung, message, delivery);
      if (outcome.kind === 'postponed') return;
      if (outcome.kind === 'published') {
        const { channelId, messageId } = outcome;
        await journal.endDelivery(delivery, { status: 'posted', channelId, messageId });
        log.info({ generationId: generation.id, rung, pictures: message.pictures.length }, 'delivered');
        if (rung !== 'reply' && delivery.part === 1) await publisher.pointTo(generation, { rung, channelId, messageId });
        return;
      }
      log.warn({ generationId: generation.id, rung, detail: outcome.detail }, 'delivery refused here');
    }
    await journal.endDelivery(delivery, { status: 'kept', channelId: null, messageId: null });
    log.warn({ generationId: generation.id }, 'undeliverable: kept to be shown on demand');
    // In the reply of a later part stands the first one with its pictures: it is told beside that.
    await (delivery.part === 1 ? publisher.pointTo(generation, 'kept') : publisher.tellKept(generation));
  }

  /** The rungs still to be tried. Nothing private is ever posted in the channel. */
  function rungsFrom({ rung, part }: Delivery, generation: Generation): Rung[] {
    const rungs: Rung[] = [];
    // A later part must not overwrite the reply in which the first one stands.
    if (rung === 'reply' && part === 1 && isReplyOpen(generation, clock.now())) rungs.push('reply');
    // Who cancelled knows it: that is not worth a message of its own.
    if (generation.pictures.every(({ state }) => state === 'cancelled')) return rungs;
    if (rung !== 'direct' && !generation.isPrivate) rungs.push('channel');
    rungs.push('direct');
    return rungs;
  }

  async function read(delivery: Delivery): Promise<Generation> {
    const generation = await journal.find(delivery.generationId);
    if (generation === undefined) throw new Error('A delivery belongs to a generation.');
    return generation;
  }

  return { deliver, resume };
}
