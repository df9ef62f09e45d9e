import type { Background } from '../../kit/background.ts';
import { createLimit } from '../../kit/limit.ts';
import { retry } from '../../kit/retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Delivery, Journal } from '../../ports/store/journal.ts';
import type { AttemptDelivery, Effort } from './attempt-delivery.ts';
import type { OpenDelivery } from './open-delivery.ts';
import { createRetryQueue } from './retry-queue.ts';
import type { Tried } from './retry-queue.ts';

/** Deliveries that hold their pictures in memory at once: first tries, and later ones. */
export const FIRST_AT_ONCE = 32;
const AGAIN_AT_ONCE = 4;
/**
 * Waits for a file that cannot be fetched, in milliseconds, before the requester is told in words and it comes later.
 */
const FILE_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

export interface DeliverDeps {
  journal: Pick<Journal, 'startDelivery' | 'startLateDelivery'>;
  attempt: AttemptDelivery;
  background: Background;
  clock: Clock;
  log: Log;
}

/** Brings what has ended to its requester, exactly once. */
export interface Deliver {
  /**
   * Tells about everything of the generation that has ended and was not told yet; does nothing while more is to come.
   */
  deliver(generationId: string): Promise<void>;
  /** Brings pictures whose files came late. False when that cannot begin now. */
  deliverLate(generationId: string, indexes: readonly number[]): Promise<boolean>;
  /** Takes up a delivery that a restart cut off, unless it is in hand: what landed is not posted again. */
  resume(delivery: Delivery): void;
}

/** Builds the delivery: tried until it is done, however long Discord is away. */
export function createDeliver({ journal, attempt, background, clock, log }: DeliverDeps): Deliver {
  const { stopping } = background;
  const limitFirst = createLimit(FIRST_AT_ONCE);
  const again = createRetryQueue({ name: 'try deliveries again', atOnce: AGAIN_AT_ONCE, background, clock, log });
  /** Deliveries under way in this process. */
  const inHand = new Set<string>();

  async function deliver(generationId: string): Promise<void> {
    const delivery = await journal.startDelivery(generationId, clock.now());
    if (delivery !== undefined) await begin({ delivery, mayHaveLanded: false, isChargeTold: false });
  }

  async function begin(open: OpenDelivery): Promise<void> {
    inHand.add(deliveryName(open.delivery));
    const tried = await firstTries(open);
    // However this one ended: pictures that ended meanwhile wait for a delivery of their own.
    if (tried.kind === 'done') return release(open);
    keepTrying(open, tried.retryAfterMs);
  }

  async function firstTries(open: OpenDelivery): Promise<Tried> {
    const tried = await retry(
      async (tries) =>
        await guarded(open, { retryMode: 'first', awaitsFiles: tries < FILE_DELAYS_MS.length, ageMs: 0 }),
      ({ kind }, tries) => (kind === 'no-file' ? FILE_DELAYS_MS[tries] : undefined),
      { clock, stopping },
    );
    return tried.kind === 'no-file' ? { kind: 'later', place: null } : tried;
  }

  async function guarded(open: OpenDelivery, effort: Effort): ReturnType<AttemptDelivery> {
    try {
      return await limitFirst(async () => attempt(open, effort));
    } catch (error) {
      if (!stopping.aborted)
        log.error({ err: error, ...keyOf(open.delivery) }, 'a delivery failed unexpectedly: it is tried again');
      return { kind: 'later', place: null };
    }
  }

  function keepTrying(open: OpenDelivery, delayMs?: number): void {
    const name = deliveryName(open.delivery);
    inHand.add(name);
    again.add(
      name,
      async (ageMs) => {
        const tried = await attempt(open, { retryMode: 'once', awaitsFiles: false, ageMs });
        if (tried.kind === 'done') background.start('deliver', async () => release(open));
        return tried.kind === 'no-file' ? { kind: 'later', place: null } : tried;
      },
      delayMs,
    );
  }

  async function release({ delivery }: OpenDelivery): Promise<void> {
    inHand.delete(deliveryName(delivery));
    await deliver(delivery.generationId);
  }

  return {
    deliver,
    async deliverLate(generationId, indexes) {
      const delivery = await journal.startLateDelivery(generationId, indexes, clock.now());
      if (delivery === undefined) return false;
      background.start('deliver', async () => begin({ delivery, mayHaveLanded: false, isChargeTold: true }));
      return true;
    },
    resume(delivery) {
      if (!inHand.has(deliveryName(delivery))) keepTrying({ delivery, mayHaveLanded: true }, 0);
    },
  };
}

function keyOf({ generationId, part }: Delivery): Pick<Delivery, 'generationId' | 'part'> {
  return { generationId, part };
}

function deliveryName({ generationId, part }: Delivery): string {
  return `${generationId}/${part}`;
}
