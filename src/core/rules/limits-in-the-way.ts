import { usedOf } from '../money/budget.ts';
import type { Balance, Ceilings } from '../money/budget.ts';
import type { MicroUsd } from '../money/money.ts';
import { refusalsByRules } from './admission.ts';
import type { Asked } from './admission.ts';
import { liftFor } from './approval.ts';
import type { Lift } from './approval.ts';
import { guildCapAt, memberCapAt } from './caps.ts';
import { limitsFor } from './effective-limits.ts';
import type { Rules } from './rules.ts';

/** What has been used of a server's budget, and by the member of it, in the running period. */
export interface Used {
  guild: Balance;
  member: Balance;
}

/** Lifts of limits that are an amount for a period: these alone can be raised. */
export const AMOUNT_LIFTS = ['server-cap', 'member-cap'] as const satisfies Lift[];
export type AmountLift = (typeof AMOUNT_LIFTS)[number];

/** How the amount of a limit stands: what is left of its cap, and what is missing for the request to fit under it. */
export interface LimitAmount {
  left: MicroUsd;
  cap: MicroUsd;
  missing: MicroUsd;
}

/** A limit that stands against a request and that moderators may lift. */
export type LimitInTheWay =
  | { lift: AmountLift; amount: LimitAmount }
  | { lift: Exclude<Lift, AmountLift>; amount: null };

/** Every limit that stands against a request just now, in one fixed order; none when it would be let through. */
export function limitsInTheWay(
  asked: Asked,
  rules: Rules,
  used: Used,
  ceilings: Ceilings,
  now: number,
): LimitInTheWay[] {
  const limits = limitsFor(rules, asked);
  const price = asked.price.each * asked.count;
  const guildCap = guildCapAt(asked.wallet.id, rules, ceilings, now);
  const byRules = new Set(refusalsByRules(asked, rules, limits).map(liftFor));
  return [
    ...overCap('server-cap', guildCap, used.guild, price),
    ...overCap('member-cap', memberCapAt(rules, limits, asked.userId, now), used.member, price),
    ...(['price', 'count', 'models'] as const)
      .filter((lift) => byRules.has(lift))
      .map((lift) => ({ lift, amount: null })),
  ];
}

function overCap(lift: AmountLift, cap: MicroUsd | null, balance: Balance, price: MicroUsd): LimitInTheWay[] {
  if (cap === null) return [];
  const used = usedOf(balance);
  const missing = used + price - cap;
  return missing > 0 ? [{ lift, amount: { left: Math.max(0, cap - used), cap, missing } }] : [];
}
