import { guildCeiling } from '../money/budget.ts';
import type { Ceilings } from '../money/budget.ts';
import type { MicroUsd } from '../money/money.ts';
import { periodAt } from '../money/period.ts';
import type { Refusal } from '../picture/refusal.ts';
import { admit } from './admission.ts';
import type { Admission, Asked } from './admission.ts';
import { LIFTS } from './approval.ts';
import type { Lift } from './approval.ts';
import { guildCapAt } from './caps.ts';
import { limitsFor } from './effective-limits.ts';
import { withGrant } from './grants.ts';
import { limitsInTheWay } from './limits-in-the-way.ts';
import type { AmountLift, LimitInTheWay, Used } from './limits-in-the-way.ts';
import type { Rules } from './rules.ts';

/** What the pressed card named: the limits in the way, and of amounts what was missing, where it said so. */
export interface ApprovalTerms {
  lifts: readonly Lift[];
  missing: { readonly [Amount in AmountLift]?: MicroUsd | undefined };
}

/** A request that a moderator approves. */
export interface ApprovedRequest {
  id: string;
  asked: Asked;
  /** Whether what is missing is added to the limits that are amounts, or those are lifted for this once. */
  isRaise: boolean;
  terms: ApprovalTerms;
}

/** How an approved request is let through. */
export interface JudgedApproved {
  admission: Admission;
  /** The rules after what was raised for it; the very same when nothing was. */
  rules: Rules;
  /** The server's cap before and after. */
  caps: { before: MicroUsd; after: MicroUsd };
  /** The limits that were in its way. */
  lifts: readonly Lift[];
}

/**
 * Judges an approved request by what the transaction of its hold sees. It lifts what the card named and nothing else;
 * the server's budget is never overspent, so it gets what is missing: until it starts again, or for good. Everything
 * that moderators cannot lift is judged anew.
 */
export function judgeApproved(
  request: ApprovedRequest,
  rules: Rules,
  used: Used,
  ceilings: Ceilings,
  now: number,
): JudgedApproved | { refused: Refusal } {
  const { asked, isRaise } = request;
  const others = admit(asked, rules, ceilings, now, LIFTS);
  if ('refused' in others) return others;
  const inTheWay = limitsInTheWay(asked, rules, used, ceilings, now);
  if (!inTheWay.every((limit) => isNamed(limit, request))) return { refused: { kind: 'card-outdated' } };
  const raised = raisedFor(request, inTheWay, rules, ceilings, now);
  if ('refused' in raised) return raised;
  const lifts = inTheWay.map(({ lift }) => lift);
  const admission = admit(
    asked,
    raised,
    ceilings,
    now,
    isRaise ? lifts.filter((lift) => lift !== 'member-cap') : lifts,
  );
  if ('refused' in admission) return admission;
  const capBy = (some: Rules): MicroUsd => guildCapAt(asked.wallet.id, some, ceilings, now);
  return { admission, rules: raised, caps: { before: capBy(rules), after: capBy(raised) }, lifts };
}

/** Others may have spent meanwhile, or moderators lowered a limit: more than was agreed to is asked for again. */
function isNamed({ lift, amount }: LimitInTheWay, { asked, isRaise, terms }: ApprovedRequest): boolean {
  if (!terms.lifts.includes(lift)) return false;
  // A member's own limit is lifted for this once, whatever it is.
  if (amount === null || (lift === 'member-cap' && !isRaise)) return true;
  const price = asked.price.each * asked.count;
  const shown = terms.missing[lift];
  return amount.missing <= (isRaise ? (shown ?? price) : Math.max(shown ?? 0, price));
}

/** The rules with everything raised that is to be; the operator's ceiling stands above every moderator. */
function raisedFor(
  request: ApprovedRequest,
  inTheWay: readonly LimitInTheWay[],
  rules: Rules,
  ceilings: Ceilings,
  now: number,
): Rules | { refused: Refusal } {
  const guildId = request.asked.wallet.id;
  let raised = rules;
  for (const { lift, amount } of inTheWay) {
    if (amount === null || (lift === 'member-cap' && !request.isRaise)) continue;
    const next = raisedBy(amount.missing, lift, request, { rules: raised, defaultCap: ceilings.defaultGuild, now });
    if ('refused' in next) return next;
    const gained = guildCapAt(guildId, next, ceilings, now) - guildCapAt(guildId, raised, ceilings, now);
    if (lift === 'server-cap' && gained < amount.missing)
      return { refused: { kind: 'above-ceiling', ceiling: guildCeiling(ceilings, guildId) } };
    raised = next;
  }
  return raised;
}

/** The rules with one limit raised: until the budget starts again, or for good. */
function raisedBy(
  amount: MicroUsd,
  lift: AmountLift,
  { id, asked, isRaise }: ApprovedRequest,
  { rules, defaultCap, now }: { rules: Rules; defaultCap: MicroUsd; now: number },
): Rules | { refused: Refusal } {
  if (isRaise && lift === 'server-cap') return { ...rules, cap: (rules.cap ?? defaultCap) + amount };
  const { userId } = asked;
  const { endsAt } = periodAt(rules.period, now);
  if (endsAt !== null)
    return withGrant(rules, { id, amount, until: endsAt, ...(lift === 'member-cap' && { userId }) }, now);
  // The period became endless since the card was shown: "once" has no end any more.
  if (!isRaise) return { refused: { kind: 'card-outdated' } };
  // A raise would never end: the member's limit itself is set higher.
  const cap = (limitsFor(rules, asked).cap?.value ?? 0) + amount;
  return { ...rules, members: { ...rules.members, [userId]: { ...rules.members[userId], cap } } };
}
