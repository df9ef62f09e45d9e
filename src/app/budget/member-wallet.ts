import { leftOf, memberAccountId } from '../../core/money/budget.ts';
import type { Balance, Ceilings } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import { periodAt, UTC_MONTH } from '../../core/money/period.ts';
import type { Period } from '../../core/money/period.ts';
import { PRICE_TABLE } from '../../core/picture/price.ts';
import type { PriceTable } from '../../core/picture/price.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import { VARIANTS } from '../../core/picture/request.ts';
import type { Variant } from '../../core/picture/request.ts';
import type { Access } from '../../core/rules/admission.ts';
import { memberCapAt } from '../../core/rules/caps.ts';
import { limitsFor } from '../../core/rules/effective-limits.ts';
import type { Effective, LimitSource } from '../../core/rules/effective-limits.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Budgets } from '../../ports/store/budgets.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { ServerAccess } from './server-access.ts';
import { readCeiling } from './wallet.ts';
import type { WalletReader } from './wallet.ts';

/** A cap that limits a member, and where it comes from. */
export interface Cap {
  whose: LimitSource | { kind: 'server' } | { kind: 'direct' } | { kind: 'ceiling' } | { kind: 'operator' };
  cap: MicroUsd;
  left: MicroUsd;
  period: Period;
}

/** What a member may still spend here. */
export interface MemberWallet {
  /** The cap that leaves the least. */
  binding: Cap;
  /** Every cap that counts, the most personal first. */
  caps: readonly Cap[];
  /** The member's own spending in the running period. */
  balance: Balance;
  period: Period;
  /** Null outside of servers. */
  server: { rules: Rules; limits: Effective; access: Access } | null;
  /** What each kind of picture costs that they may ask for. */
  prices: readonly { variant: Variant; prices: NonNullable<PriceTable['prices'][Variant]> }[];
  /** The newest requests of theirs with pictures that could be shown nowhere and have not been seen since. */
  kept: readonly string[];
}

/** How many of the newest requests are looked through for kept pictures. */
const LOOKED_THROUGH = 25;

/** Reads `/krea-wallet`; everyone may read their own. */
export type ReadMemberWallet = (visitor: Visitor) => Promise<MemberWallet | Refused>;

/** Builds the reader; nothing that spends depends on it. */
export function createMemberWallet(deps: {
  journal: Pick<Journal, 'recent'>;
  budgets: Budgets;
  rulebook: Rulebook;
  wallet: WalletReader;
  access: Pick<ServerAccess, 'of'>;
  ceilings: Ceilings;
  clock: Clock;
}): ReadMemberWallet {
  const { budgets, rulebook, wallet, ceilings, clock } = deps;

  async function operatorCap(): Promise<Cap> {
    const period = periodAt(UTC_MONTH, clock.now());
    const balance = await budgets.balance('operator', 'all', period.key);
    return { whose: { kind: 'operator' }, cap: ceilings.total, left: leftOf(balance, ceilings.total), period };
  }

  async function keptFor({ userId, place }: Visitor): Promise<string[]> {
    const recent = await deps.journal.recent(userId, place.guildId, LOOKED_THROUGH);
    return recent
      .filter(({ removedBy, pictures }) => removedBy === null && pictures.some(({ state }) => state === 'kept'))
      .map(({ id }) => id);
  }

  async function inDirect({ wallet: { scope, id } }: Visitor): Promise<Omit<MemberWallet, 'kept'> | Refused> {
    const { cap, balance, period } = await wallet.read({ scope, id });
    if (cap === 0) return { refused: { kind: 'direct-wallet-closed' } };
    const own: Cap = { whose: { kind: 'direct' }, cap, left: leftOf(balance, cap), period };
    return { ...together([own, await operatorCap()], own), balance, period, server: null, prices: pricesOf(VARIANTS) };
  }

  async function inServer(visitor: Visitor): Promise<Omit<MemberWallet, 'kept'>> {
    const { rules } = await rulebook.read(visitor.wallet.id);
    const limits = limitsFor(rules, visitor);
    const state = await wallet.read(visitor.wallet);
    const { period } = state;
    const balance = await budgets.balance('member', memberAccountId(visitor.wallet.id, visitor.userId), period.key);
    const isExempt = limits.isExempt?.value === true;
    // With what moderators added for a while, as it counts when money is held.
    const cap = memberCapAt(rules, limits, visitor.userId, clock.now());
    const server: Cap = { whose: { kind: 'server' }, cap: state.cap, left: leftOf(state.balance, state.cap), period };
    const own: Cap[] =
      limits.cap === undefined || cap === null
        ? []
        : [{ whose: limits.cap.source, cap, left: leftOf(balance, cap), period }];
    const ceiling = await readCeiling(deps, visitor.wallet.id, state);
    const above: Cap[] = ceiling === undefined ? [] : [{ whose: { kind: 'ceiling' }, ...ceiling }];
    const allowed = isExempt ? VARIANTS : (limits.variants?.value ?? VARIANTS);
    return {
      ...together([...own, server, ...above, await operatorCap()], server),
      balance,
      period,
      server: { rules, limits, access: (await deps.access.of(visitor.wallet, rules)).access },
      prices: pricesOf(allowed),
    };
  }

  return async (visitor) => {
    const wallet = await (visitor.wallet.scope === 'direct' ? inDirect(visitor) : inServer(visitor));
    return 'refused' in wallet ? wallet : { ...wallet, kept: await keptFor(visitor) };
  };
}

/** Of two caps that leave the same the more personal one binds: it is the one that can be talked about. */
function together(caps: readonly Cap[], first: Cap): Pick<MemberWallet, 'caps' | 'binding'> {
  const [binding = first] = caps.toSorted((a, b) => a.left - b.left);
  return { caps, binding };
}

/** A kind without a price is refused, so it is not offered either. */
function pricesOf(variants: readonly Variant[]): MemberWallet['prices'] {
  return VARIANTS.filter((variant) => variants.includes(variant)).flatMap((variant) => {
    const prices = PRICE_TABLE.prices[variant];
    return prices === undefined ? [] : [{ variant, prices }];
  });
}
