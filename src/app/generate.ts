import type { Ceilings } from '../core/budget.ts';
import { leftOf } from '../core/budget.ts';
import type { Generation, Verb } from '../core/generation.ts';
import { monthOf } from '../core/period.ts';
import { priceOf } from '../core/price.ts';
import type { Refused } from '../core/refusal.ts';
import { batchSeeds } from '../core/request.ts';
import type { PictureRequest } from '../core/request.ts';
import type { Engine } from './engine.ts';
import type { Clock } from './ports/clock.ts';
import type { Journal } from './ports/journal.ts';
import type { Log } from './ports/log.ts';
import { deliveryObstacle } from './visitor.ts';
import type { Visitor } from './visitor.ts';

/** What somebody asks for: one request, one to four pictures of it. */
export interface Order {
  verb: Verb;
  parent: { generationId: string; index: number } | null;
  request: PictureRequest;
  count: number;
  isPrivate: boolean;
  isSpoiler: boolean;
}

export interface GenerateDeps {
  journal: Journal;
  engine: Pick<Engine, 'take'>;
  clock: Clock;
  log: Log;
  ceilings: Ceilings;
}

/** Holds the money and puts the pictures into the queue; `duplicate` when the event came twice. */
export type Generate = (visitor: Visitor, order: Order) => Promise<{ started: Generation } | 'duplicate' | Refused>;

/** Builds the one way by which every paid picture begins, whether by command or by button. */
export function createGenerate({ journal, engine, clock, log, ceilings }: GenerateDeps): Generate {
  return async (visitor, order) => {
    const obstacle = deliveryObstacle(visitor, order.isPrivate);
    if (obstacle !== undefined) return { refused: obstacle };
    const price = priceOf(order.request);
    if (price === undefined) return { refused: { kind: 'unknown-price' } };
    if (visitor.wallet.scope === 'direct' && ceilings.direct === 0) return { refused: { kind: 'direct-wallet-closed' } };

    const period = monthOf(clock.now());
    const outcome = await journal.open(
      {
        id: visitor.interactionId,
        place: visitor.place,
        wallet: visitor.wallet,
        userId: visitor.userId,
        verb: order.verb,
        parent: order.parent,
        request: order.request,
        price,
        isPrivate: order.isPrivate,
        isSpoiler: order.isSpoiler,
        reply: visitor.reply,
        attachmentLimit: visitor.attachmentLimit,
        createdAt: visitor.arrivedAt,
        seeds: batchSeeds(order.request.seed, order.count),
      },
      ceilings,
      period,
    );
    if (outcome.kind === 'duplicate') return 'duplicate';
    if (outcome.kind === 'refused') {
      const left = leftOf(outcome.balance, outcome.cap);
      log.info({ generationId: visitor.interactionId, scope: outcome.scope, ...visitor.place }, 'refused: over the budget');
      return { refused: { kind: 'budget-exceeded', scope: outcome.scope, price: price.each * order.count, left, endsAt: period.endsAt } };
    }
    log.info({ generationId: visitor.interactionId, verb: order.verb, count: order.count, ...visitor.place }, 'generation opened');
    engine.take(outcome.generation);
    return { started: outcome.generation };
  };
}
