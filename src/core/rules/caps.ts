import { guildCeiling } from '../money/budget.ts';
import type { Ceilings } from '../money/budget.ts';
import type { MicroUsd } from '../money/money.ts';
import type { Effective } from './effective-limits.ts';
import type { Rules } from './rules.ts';

/**
 * The server's cap at an instant: what moderators set (or the default), under the operator's ceiling, with every grant
 * that has not ended.
 */
export function guildCapAt(
  guildId: string,
  rules: Rules,
  ceilings: Pick<Ceilings, 'defaultGuild' | 'maxGuild' | 'perGuild'>,
  now: number,
): MicroUsd {
  return Math.min(
    (rules.cap ?? ceilings.defaultGuild) + grantedAt(rules, undefined, now),
    guildCeiling(ceilings, guildId),
  );
}

/** What grants that have not ended add to a member's cap, or without one to the server's. */
function grantedAt({ grants }: Pick<Rules, 'grants'>, userId: string | undefined, now: number): MicroUsd {
  return grants
    .filter((grant) => grant.userId === userId && now < grant.until)
    .reduce((sum, grant) => sum + grant.amount, 0);
}

/** A member's cap at an instant, with every grant of theirs that has not ended; null without one. */
export function memberCapAt(
  rules: Pick<Rules, 'grants'>,
  limits: Pick<Effective, 'cap' | 'isExempt'>,
  userId: string,
  now: number,
): MicroUsd | null {
  if (limits.cap === undefined || limits.isExempt?.value === true) return null;
  return limits.cap.value + grantedAt(rules, userId, now);
}
