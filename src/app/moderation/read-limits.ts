import { memberAccountId } from '../../core/money/budget.ts';
import type { Ceilings } from '../../core/money/budget.ts';
import { periodAt } from '../../core/money/period.ts';
import type { Asked } from '../../core/rules/admission.ts';
import { limitsInTheWay } from '../../core/rules/limits-in-the-way.ts';
import type { LimitInTheWay } from '../../core/rules/limits-in-the-way.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Budgets } from '../../ports/store/budgets.ts';

/**
 * Reads what stands against a request of a server just now and moderators may lift, and when the amounts start again.
 */
export type ReadLimits = (asked: Asked, rules: Rules) => Promise<{ limits: LimitInTheWay[]; endsAt: number | null }>;

/** Builds the reader. What it tells is for people to read: the hold judges anew. */
export function createReadLimits({
  budgets,
  ceilings,
  clock,
}: {
  budgets: Budgets;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
}): ReadLimits {
  return async (asked, rules) => {
    const now = clock.now();
    const { key, endsAt } = periodAt(rules.period, now);
    const guildId = asked.wallet.id;
    const [guild, member] = await Promise.all([
      budgets.balance('guild', guildId, key),
      budgets.balance('member', memberAccountId(guildId, asked.userId), key),
    ]);
    return { limits: limitsInTheWay(asked, rules, { guild, member }, ceilings, now), endsAt };
  };
}
