import type { Account } from '../../core/money/budget.ts';

/** What names an account; its cap is decided when money is held, and never again. */
export type AccountKey = Pick<Account, 'scope' | 'id'>;

export const ACCOUNT_SCOPES = [
  'operator',
  'ceiling',
  'guild',
  'member',
  'direct',
] as const satisfies Account['scope'][];

/** Throws unless the amount is a whole, non-negative number of micro-dollars that sums exactly. */
export function requireAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`Not an amount of money: ${amount}`);
}
