import type { Background } from '../../kit/background.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Publisher, TellOutcome } from '../../ports/publisher.ts';
import type { Delivery, Journal } from '../../ports/store/journal.ts';
import { createRetryQueue } from './retry-queue.ts';

const AT_ONCE = 4;
/** Where to look for a result is no news any more after a week. */
const TRIED_FOR_MS = 7 * 24 * 60 * 60_000;

export interface TellEndsDeps {
  journal: Pick<Journal, 'find' | 'noteTold' | 'untoldEnds'>;
  publisher: Pick<Publisher, 'pointTo' | 'tellKept'>;
  background: Background;
  clock: Clock;
  log: Log;
}

/** Tells requesters where a result went that is not in its reply, or that it is kept; tried until Discord lets us. */
export interface TellEnds {
  /** Tells of an ended delivery. */
  tell(delivery: Delivery): void;
  /** Says that the pictures of a delivery that still waits for access are kept meanwhile. */
  tellKept(delivery: Delivery): void;
  /** Takes up what a restart cut off. */
  recover(): Promise<void>;
}

/** Builds the telling of where results went. */
export function createTellEnds({ journal, publisher, background, clock, log }: TellEndsDeps): TellEnds {
  const queue = createRetryQueue({ name: 'tell where results went', atOnce: AT_ONCE, background, clock, log });

  async function words({
    generationId,
    part,
    rung,
    channelId,
    messageId,
    status,
  }: Delivery): Promise<{ outcome: TellOutcome; place: string | null }> {
    const generation = await journal.find(generationId);
    if (generation === undefined) return { outcome: 'gone', place: null };
    const place = generation.place.channelId;
    if (status === 'posted' && rung !== 'reply' && channelId !== null && messageId !== null) {
      return { outcome: await publisher.pointTo(generation, { rung, channelId, messageId }), place };
    }
    if (part === 1) return { outcome: await publisher.pointTo(generation, 'kept'), place };
    // In the reply of a later part stands the first one with its pictures: it is told beside that.
    const late = { ...generation, pictures: generation.pictures.filter(({ deliveryPart }) => deliveryPart === part) };
    return { outcome: await publisher.tellKept(late), place };
  }

  function add(name: string, delivery: Delivery, note: () => Promise<void>): void {
    queue.add(
      `${name} ${delivery.generationId}/${delivery.part}`,
      async (ageMs) => {
        const { outcome, place } = await words(delivery);
        if (outcome === 'later' && ageMs < TRIED_FOR_MS) return { kind: 'later', place };
        await note();
        return { kind: 'done' };
      },
      0,
    );
  }

  const tell = (delivery: Delivery): void => add('end of', delivery, async () => journal.noteTold(delivery));
  return {
    tell,
    tellKept: (delivery) => add('wait of', { ...delivery, status: 'kept' }, async () => undefined),
    async recover() {
      for (const delivery of await journal.untoldEnds()) tell(delivery);
    },
  };
}
