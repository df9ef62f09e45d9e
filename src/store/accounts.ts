import { accountsFor } from '../core/budget.ts';
import type { Account } from '../core/budget.ts';
import type { Wallet } from '../core/generation.ts';

/** What names an account; its cap is decided when money is held, and never again. */
export type AccountKey = Pick<Account, 'scope' | 'id'>;

/** The accounts in which a wallet's holds were taken, in the order in which they are locked. */
export function accountKeys(wallet: Wallet): AccountKey[] {
  const noCeilings = { defaultGuild: 0, maxGuild: 0, total: 0, direct: 0 };
  return accountsFor(wallet, undefined, noCeilings).map(({ scope, id }) => ({ scope, id }));
}

/** Throws unless the amount is a whole, non-negative number of micro-dollars that sums exactly. */
export function requireAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`Not an amount of money: ${amount}`);
}
