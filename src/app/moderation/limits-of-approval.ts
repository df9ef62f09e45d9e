import { priceOf } from '../../core/picture/price.ts';
import type { Approval } from '../../core/rules/approval.ts';
import type { LimitInTheWay } from '../../core/rules/limits-in-the-way.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AskedBy } from '../creation/asked-by.ts';
import { asAsked } from './offer-approval.ts';
import type { ReadLimits } from './read-limits.ts';

/** Builds the reader of what stands against a request that waits: nothing once it is over, or has no price any more. */
export function createLimitsOfApproval({
  askedBy,
  readLimits,
  clock,
}: {
  askedBy: AskedBy;
  readLimits: ReadLimits;
  clock: Pick<Clock, 'now'>;
}): (approval: Approval, rules: Rules) => Promise<{ limits: LimitInTheWay[]; endsAt: number | null }> {
  return async (approval, rules) => {
    const { visitor, order } = asAsked(approval, clock.now());
    const price = priceOf(order.request);
    if (approval.state !== 'asked' || price === undefined) return { limits: [], endsAt: null };
    return readLimits(await askedBy(visitor, order, price, rules), rules);
  };
}
