import { isPaid, isReplyOpen } from '../../core/picture/generation.ts';
import type { Generation } from '../../core/picture/generation.ts';
import { keyOf } from '../../core/picture/picture-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ResultMessage } from '../../ports/publisher.ts';
import type { Journal, Rung } from '../../ports/store/journal.ts';
import type { OpenDelivery } from './open-delivery.ts';
import type { RetryMode, Post, Posting } from './post.ts';
import type { Tried } from './retry-queue.ts';
import type { SeekFiles } from './seek-files.ts';
import type { TellEnds } from './tell-ends.ts';

/** How long a permission that was taken away may come back. */
const ACCESS_AWAITED_MS = 24 * 60 * 60_000;

export interface DeliveryLadderDeps {
  journal: Pick<Journal, 'moveToRung' | 'endDelivery' | 'move'>;
  post: Pick<Post, 'attempt'>;
  tellEnds: TellEnds;
  seekFiles: SeekFiles;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** Where a delivery's message stands, and the pictures that it holds when that is known. */
export interface Stand {
  channelId: string;
  messageId: string;
  shown?: readonly number[] | undefined;
  /** An earlier attempt made it: what landed before a crash may not have been stored, and links die. */
  wasCutOff?: true;
}

/** The delivery ladder: the reply, the channel, a direct message, kept for `/krea-show`. */
export interface DeliveryLadder {
  tryRungs(
    open: OpenDelivery,
    message: ResultMessage,
    posting: Posting,
    effort: { retryMode: RetryMode; ageMs: number },
  ): Promise<Tried>;
  /** Ends a delivery whose message stands. */
  end(open: OpenDelivery, generation: Generation, stand: Stand): Promise<void>;
}

/** Builds the ladder. A rung is left when it is refused, and never because nothing could be heard of it. */
export function createDeliveryLadder({
  journal,
  post,
  tellEnds,
  seekFiles,
  clock,
  log,
}: DeliveryLadderDeps): DeliveryLadder {
  async function tryRungs(
    open: OpenDelivery,
    message: ResultMessage,
    posting: Posting,
    { retryMode, ageMs }: { retryMode: RetryMode; ageMs: number },
  ): Promise<Tried> {
    const { generation } = message;
    let mayReopen = false;
    for (const rung of rungsFrom(open, generation)) {
      const mayHaveLanded = open.mayHaveLanded && rung === open.delivery.rung;
      await stepTo(open, rung);
      // Until we hear more: an error in between must not make it be posted twice.
      open.mayHaveLanded = true;
      const outcome = await post.attempt(rung, message, { ...posting, mayHaveLanded }, retryMode);
      if (outcome.kind === 'postponed') {
        Object.assign(open, { mayHaveLanded: outcome.mayHaveLanded, shown: outcome.shown });
        return {
          kind: 'later',
          place: rung === 'direct' ? generation.userId : generation.place.channelId,
          retryAfterMs: outcome.retryAfterMs,
        };
      }
      if (outcome.kind === 'published') {
        await end(open, generation, outcome);
        log.info({ generationId: generation.id, rung, pictures: outcome.shown.length }, 'delivered');
        return { kind: 'done' };
      }
      mayReopen ||= rung === 'channel' && outcome.mayReopen === true;
      // It may stand where we may not look just now: on another rung it could be shown a second time.
      open.mayHaveLanded = outcome.mayStand === true && outcome.mayReopen === true;
      log.warn({ generationId: generation.id, rung, detail: outcome.detail }, 'delivery refused here');
      if (open.mayHaveLanded) break;
    }
    if (!mayReopen || ageMs >= ACCESS_AWAITED_MS) return await keep(open, generation, posting);
    if (open.waitsForAccess !== true) await keepMeanwhile(open, generation, posting);
    await stepTo(open, 'channel');
    return { kind: 'later', place: generation.place.channelId, isOnlyThere: true };
  }

  /** Listed and shown on demand, while the delivery goes on waiting. */
  async function keepMeanwhile(open: OpenDelivery, { id, pictures }: Generation, { mustShow }: Posting): Promise<void> {
    open.waitsForAccess = true;
    for (const picture of pictures) {
      if (picture.state !== 'finished' || picture.deliveryPart !== open.delivery.part) continue;
      await journal.move(keyOf(picture), 'finished', 'kept', clock.now());
    }
    log.warn({ generationId: id, mayReopen: true }, 'undeliverable: kept to be shown on demand');
    if (!mustShow) tellEnds.tellKept(open.delivery);
  }

  async function stepTo(open: OpenDelivery, rung: Rung): Promise<void> {
    if (rung === open.delivery.rung) return;
    await journal.moveToRung(open.delivery, rung);
    open.delivery = { ...open.delivery, rung };
  }

  async function end(
    { delivery }: OpenDelivery,
    generation: Generation,
    { channelId, messageId, shown, wasCutOff }: Stand,
  ): Promise<void> {
    const paid = generation.pictures.filter(
      ({ state, deliveryPart }) => isPaid(state) && deliveryPart === delivery.part,
    );
    // What has no file was told of in words, and that is all there will ever be.
    const unseen = paid
      .filter(({ index, url }) => shown?.includes(index) === false && url !== null)
      .map(({ index }) => index);
    const isUntold = delivery.rung !== 'reply' && delivery.part === 1;
    await journal.endDelivery(delivery, { status: 'posted', channelId, messageId, unseen, isUntold });
    if (isUntold) tellEnds.tell({ ...delivery, status: 'posted', channelId, messageId });
    if (unseen.length > 0 || wasCutOff === true) seekFiles(generation.id);
  }

  async function keep({ delivery }: OpenDelivery, { id }: Generation, { mustShow }: Posting): Promise<Tried> {
    // Of pictures that came late, their requester knows already that they are kept.
    await journal.endDelivery(delivery, { status: 'kept', channelId: null, messageId: null, isUntold: !mustShow });
    log.warn({ generationId: id, mayReopen: false }, 'undeliverable: kept to be shown on demand');
    if (!mustShow) tellEnds.tell({ ...delivery, status: 'kept' });
    return { kind: 'done' };
  }

  /** The rungs still to be tried. Nothing private is ever posted in the channel. */
  function rungsFrom({ delivery: { rung, part }, waitsForAccess }: OpenDelivery, generation: Generation): Rung[] {
    if (waitsForAccess === true) return ['channel'];
    const rungs: Rung[] = [];
    // A later part must not overwrite the reply in which the first one stands.
    if (rung === 'reply' && part === 1 && isReplyOpen(generation, clock.now())) rungs.push('reply');
    // The member who cancelled knows it: no message of its own.
    if (generation.pictures.every(({ state }) => state === 'cancelled')) return rungs;
    if (rung !== 'direct' && !generation.isPrivate) rungs.push('channel');
    rungs.push('direct');
    return rungs;
  }

  return { tryRungs, end };
}
