import type { Ceilings } from '../../core/money/budget.ts';
import { priceOf } from '../../core/picture/price.ts';
import type { Refusal, Refused } from '../../core/picture/refusal.ts';
import { admit } from '../../core/rules/admission.ts';
import { NO_RULES } from '../../core/rules/rules.ts';
import { deliveryObstacle } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { Engine } from '../painting/engine.ts';
import type { AskedBy } from './asked-by.ts';
import { refusalFor } from './generate.ts';
import type { Order } from './generate.ts';

/** Of a request, what decides whether it may be made. */
export type Judged = Pick<Order, 'count' | 'isPrivate'> & {
  request: Pick<Order['request'], 'variant' | 'references' | 'moodboard'>;
};

/**
 * Why a request would be refused just now, before anything of it is fetched; holding the money decides again. Undefined
 * as well when moderators could be asked for it: that needs all of it.
 */
export type Judge = (visitor: Visitor, order: Judged) => Promise<Refused | undefined>;

/** Whether moderators could be asked for a request with images that is refused so; then all of it is needed. */
export type MayBeAsked = (visitor: Visitor, refusal: Refusal) => Promise<boolean>;

export interface JudgeDeps {
  journal: Pick<Journal, 'foresee'>;
  rulebook: Pick<Rulebook, 'read'>;
  ceilings: Ceilings;
  askedBy: AskedBy;
  clock: Pick<Clock, 'now'>;
  mayBeAsked: MayBeAsked;
  engine: Pick<Engine, 'isTokenRefused'>;
  stopping: AbortSignal;
}

/** Builds the judgement that comes before whatever is expensive. */
export function createJudge({
  journal,
  rulebook,
  ceilings,
  askedBy,
  clock,
  mayBeAsked,
  engine,
  stopping,
}: JudgeDeps): Judge {
  async function foresee(visitor: Visitor, order: Judged): Promise<Refusal | undefined> {
    if (stopping.aborted) return { kind: 'shutting-down' };
    if (engine.isTokenRefused()) return { kind: 'token-refused' };
    const obstacle = deliveryObstacle(visitor, order.isPrivate);
    if (obstacle !== undefined) return obstacle;
    const price = priceOf(order.request);
    if (price === undefined) return { kind: 'unknown-price' };
    const { wallet, userId, interactionId: id } = visitor;
    const { rules } = wallet.scope === 'guild' ? await rulebook.read(wallet.id) : { rules: NO_RULES };
    const admission = admit(await askedBy(visitor, order, price, rules), rules, ceilings, clock.now());
    if ('refused' in admission) return admission.refused;
    const total = price.each * order.count;
    const denied = await journal.foresee({ id, wallet, userId }, admission, {
      count: order.count,
      total,
      hasFiles: order.request.references.length > 0,
    });
    return denied === undefined ? undefined : refusalFor(denied, admission, total);
  }

  return async (visitor, order) => {
    const refused = await foresee(visitor, order);
    return refused === undefined || (await mayBeAsked(visitor, refused)) ? undefined : { refused };
  };
}
