import { isPaid } from '../../core/picture/generation.ts';
import type { Generation, Picture } from '../../core/picture/generation.ts';
import type { Background } from '../../kit/background.ts';
import { createByteBudget } from '../../kit/byte-budget.ts';
import type { Log } from '../../ports/log.ts';
import type { UnreadCause } from '../../ports/publisher.ts';
import type { Delivery, Journal } from '../../ports/store/journal.ts';
import type { WalletReader } from '../budget/wallet.ts';
import { ifReadable } from '../decorators/if-readable.ts';
import type { DeliveryLadder } from './delivery-ladder.ts';
import type { PictureLoader } from './load-pictures.ts';
import type { OpenDelivery } from './open-delivery.ts';
import { requestOfParent } from './parent-request.ts';
import type { RetryMode, Post, Posting } from './post.ts';
import type { ProgressUpdates } from './progress-updates.ts';
import type { Tried } from './retry-queue.ts';

/** What shown pictures may take in memory, all together, until their copies are stored. */
export const UNSTORED_BYTES = 64 * 1024 * 1024;

export interface AttemptDeliveryDeps {
  journal: Journal;
  background: Background;
  loader: PictureLoader;
  progress: ProgressUpdates;
  wallet: WalletReader;
  post: Post;
  ladder: DeliveryLadder;
  log: Log;
}

export interface Effort {
  retryMode: RetryMode;
  /** Whether files that cannot be fetched now are to be waited for. */
  awaitsFiles: boolean;
  /** How long the delivery has been tried, in milliseconds. */
  ageMs: number;
}

/** Tries once to bring an open delivery to its end; `no-file` when it is to wait for its pictures. */
export type AttemptDelivery = (open: OpenDelivery, effort: Effort) => Promise<Tried | { kind: 'no-file' }>;

/** Builds one try: look whether an earlier one landed, load the pictures, try the rungs of the ladder. */
export function createAttemptDelivery({
  journal,
  background,
  loader,
  progress,
  wallet,
  post,
  ladder,
  log,
}: AttemptDeliveryDeps): AttemptDelivery {
  const withBytes = createByteBudget(UNSTORED_BYTES);

  return async (open, effort) => {
    const { delivery } = open;
    const before = await journal.find(delivery.generationId);
    if (before === undefined) throw new Error('A delivery belongs to a generation.');
    const posting = await postingOf(before, delivery);
    // After a restart only this tells: a first message says the price of all that it tells of, seen or not.
    open.isChargeTold ??= delivery.part > 1 && posting.mustShow;
    if (open.mayHaveLanded) {
      const landed = await post.look(delivery.rung, before, posting);
      if (landed.kind === 'unknown') return { kind: 'later', place: before.place.channelId };
      if (landed.kind === 'yes') {
        log.info({ generationId: before.id, rung: delivery.rung }, 'delivery had landed before');
        await ladder.end(open, before, { ...landed, shown: landed.shown ?? open.shown, wasCutOff: true });
        return { kind: 'done' };
      }
      // Hidden: nothing can be made sure of, and Discord itself drops a repetition within minutes.
      open.mayHaveLanded = landed.kind === 'hidden';
    }
    return await show(open, before, posting, effort);
  };

  async function show(
    open: OpenDelivery,
    before: Generation,
    posting: Posting,
    effort: Effort,
  ): ReturnType<AttemptDelivery> {
    const { delivery } = open;
    const told = before.pictures.filter(({ deliveryPart }) => deliveryPart === delivery.part);
    const paid = told.filter(({ state }) => isPaid(state));
    if (paid.length > 0 && paid.every(({ state }) => state === 'delivered')) {
      log.info({ generationId: before.id }, 'delivery ended: its pictures were seen by /krea-show');
      await journal.endDelivery(delivery, { status: 'kept', channelId: null, messageId: null });
      return { kind: 'done' };
    }
    const [{ loaded, unread, shown }] = await Promise.all([loader.load(paid), progress.stop(before.id)]);
    try {
      if (background.stopping.aborted && loaded.length < paid.length) return { kind: 'later', place: null };
      if (mustWait(effort, paid, unread)) return { kind: 'no-file' };
      if (unread.size > 0)
        log.error(
          { generationId: before.id, causes: [...new Set(unread.values())] },
          'paid pictures cannot be read: they are sought until they come',
        );
      // The first message also says what is still open; a later one is only about what came late.
      const generation = delivery.part === 1 ? before : { ...before, pictures: told };
      const [purse, parentRequest] = await Promise.all([
        ifReadable(wallet.read(before.wallet)),
        requestOfParent(journal, before),
      ]);
      const known = {
        ...(parentRequest && { parentRequest }),
        ...(open.isChargeTold === true && { isChargeTold: true as const }),
      };
      return await ladder.tryRungs(
        open,
        { generation, pictures: loaded, unread, wallet: purse, ...known },
        posting,
        effort,
      );
    } finally {
      await storeBeside(
        loaded.reduce((sum, { bytes }) => sum + bytes.length, 0),
        shown,
      );
    }
  }

  /** Copies are stored in the background; the delivery only waits while the memory for them is full. */
  async function storeBeside(bytes: number, shown: () => Promise<void>): Promise<void> {
    const { promise: hasRoom, resolve } = Promise.withResolvers<void>();
    const stored = shown();
    // Nothing new is begun any more, and the shutdown waits for this delivery.
    if (background.stopping.aborted) return stored;
    background.start('store copies', async () =>
      withBytes(bytes, async () => {
        resolve();
        await stored;
      }),
    );
    await hasRoom;
  }

  /** A later part begins after the messages of the earlier ones, or it would be taken for them. */
  async function postingOf({ id, pictures }: Generation, { generationId, part }: Delivery): Promise<Posting> {
    const earlier =
      part === 1
        ? []
        : (await journal.deliveries(id)).filter((one) => one.part < part).flatMap(({ messageId }) => messageId ?? []);
    const after = [id, ...earlier].reduce((newest, one) => (isNewer(one, newest) ? one : newest));
    return { generationId, part, after, mustShow: isLate(pictures, part) };
  }
}

/** A file may come within seconds; and words alone are no use when the pictures were told of before. */
function mustWait(
  { awaitsFiles }: Effort,
  paid: readonly Picture[],
  unread: ReadonlyMap<number, UnreadCause>,
): boolean {
  const away = paid.filter(({ index, url }) => url !== null && unread.has(index));
  if (paid.length > 0 && paid.length === unread.size && paid.every(({ state }) => state === 'kept')) return true;
  return (
    awaitsFiles && away.some(({ index }) => unread.get(index) !== 'untrusted' && unread.get(index) !== 'too-large')
  );
}

function isLate(pictures: readonly Picture[], part: number): boolean {
  const told = pictures.filter(({ deliveryPart }) => deliveryPart === part);
  return told.length > 0 && told.every(({ state }) => state === 'kept');
}

/** Discord's ids count up, and their decimals are of one length or longer. */
function isNewer(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}
