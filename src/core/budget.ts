import type { Wallet } from './generation.ts';
import type { MicroUsd } from './money.ts';

/** What counts against a cap in one period. */
export interface Balance {
  spent: MicroUsd;
  held: MicroUsd;
}

/** One account that a hold must fit into: all of them at once, or none. */
export interface Account {
  scope: 'operator' | 'guild' | 'direct';
  id: string;
  cap: MicroUsd;
}

/** The operator's ceilings: they stand above every moderator. */
export interface Ceilings {
  defaultGuild: MicroUsd;
  maxGuild: MicroUsd;
  total: MicroUsd;
  direct: MicroUsd;
}

/** The one comparison that decides whether money may be held; equality is allowed. */
export function fits(balance: Balance, cap: MicroUsd, amount: MicroUsd): boolean {
  return balance.spent + balance.held + amount <= cap;
}

/** What can still be held; never negative, also when a cap was lowered below what is spent. */
export function leftOf(balance: Balance, cap: MicroUsd): MicroUsd {
  return Math.max(0, cap - balance.spent - balance.held);
}

/** A wallet's cap: what moderators set, or the default, never above the operator's ceiling. */
export function capOf(wallet: Wallet, guildCap: MicroUsd | undefined, ceilings: Ceilings): MicroUsd {
  if (wallet.scope === 'direct') return ceilings.direct;
  return Math.min(guildCap ?? ceilings.defaultGuild, ceilings.maxGuild);
}

/** The accounts that a wallet's spending counts against, in the one order in which they are locked. */
export function accountsFor(wallet: Wallet, guildCap: MicroUsd | undefined, ceilings: Ceilings): Account[] {
  return [
    { scope: 'operator', id: 'all', cap: ceilings.total },
    { ...wallet, cap: capOf(wallet, guildCap, ceilings) },
  ];
}
