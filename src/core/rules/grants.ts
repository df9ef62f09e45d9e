import type { Refusal } from '../picture/refusal.ts';
import { MOST_GRANTS } from './rules.ts';
import type { Grant, Rules } from './rules.ts';

/**
 * Rules with one more raise for a while, without those that have ended. Two that end together for the same account
 * become one.
 */
export function withGrant(rules: Rules, grant: Grant, now: number): Rules | { refused: Refusal } {
  const running = rules.grants.filter(({ until }) => now < until);
  const like = running.find((other) => isAlike(other, grant));
  if (like !== undefined) {
    return {
      ...rules,
      grants: running.map((other) => (other === like ? { ...like, amount: like.amount + grant.amount } : other)),
    };
  }
  if (running.length >= MOST_GRANTS) {
    return {
      refused: {
        kind: 'invalid-option',
        option: 'amount',
        rule: { kind: 'raises-full', most: MOST_GRANTS },
      },
    };
  }
  return { ...rules, grants: [...running, grant] };
}

function isAlike(one: Grant, other: Grant): boolean {
  return one.until === other.until && one.userId === other.userId;
}
