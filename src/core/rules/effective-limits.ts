import type { MicroUsd } from '../money/money.ts';
import type { Variant } from '../picture/request.ts';
import type { Limits, Rules } from './rules.ts';

/** Where a limit comes from, for `explain`. */
export type LimitSource = { kind: 'member' } | { kind: 'role'; roleId: string } | { kind: 'everyone' };

/** A limit and the rule that set it. */
export interface Sourced<Value> {
  value: Value;
  source: LimitSource;
}

/** The limits that apply to a member; undefined where no rule sets one. */
export interface Effective {
  cap: Sourced<MicroUsd> | undefined;
  variants: Sourced<readonly Variant[]> | undefined;
  maxCount: Sourced<number> | undefined;
  maxPrice: Sourced<MicroUsd> | undefined;
  atOnce: Sourced<number> | undefined;
  coolDown: Sourced<number> | undefined;
  isExempt: Sourced<boolean> | undefined;
}

/**
 * The limits of a member: their own rule decides; where it says nothing, the most generous of their
 * roles; where those say nothing, the rule for everyone.
 */
export function limitsFor(rules: Rules, member: { userId: string; roleIds: readonly string[] }): Effective {
  const own = rules.members[member.userId];
  const roles = member.roleIds.flatMap((roleId) => {
    const limits = rules.roles[roleId];
    return limits === undefined ? [] : [{ limits, source: { kind: 'role' as const, roleId } }];
  });

  function decide<Value>(
    read: (limits: Limits) => Value | undefined,
    generosity: (value: Value) => number,
  ): Sourced<Value> | undefined {
    const mine = own && read(own);
    if (mine !== undefined) return { value: mine, source: { kind: 'member' } };
    const offered = roles.flatMap(({ limits, source }) => {
      const value = read(limits);
      return value === undefined ? [] : [{ value, source }];
    });
    const [best] = offered.toSorted((a, b) => generosity(b.value) - generosity(a.value));
    if (best !== undefined) return best;
    const general = read(rules.everyone);
    return general === undefined ? undefined : { value: general, source: { kind: 'everyone' } };
  }

  return {
    cap: decide(
      (limits) => limits.cap,
      (cap) => cap,
    ),
    variants: decide(
      (limits) => limits.variants,
      (variants) => variants.length,
    ),
    maxCount: decide(
      (limits) => limits.maxCount,
      (count) => count,
    ),
    maxPrice: decide(
      (limits) => limits.maxPrice,
      (price) => price,
    ),
    atOnce: decide(
      (limits) => limits.atOnce,
      (pictures) => pictures,
    ),
    coolDown: decide(
      (limits) => limits.coolDown,
      (seconds) => -seconds,
    ),
    isExempt: decide((limits) => limits.isExempt, Number),
  };
}
