import type { Account } from './budget.ts';

/** How a hold in one account was measured: `lifted` by an approval; `unknown`: from before that was noted. */
export const MEASURES = ['cap', 'no-cap', 'lifted', 'unknown'] as const;
export type Measured = (typeof MEASURES)[number];

/** How a hold in the account is measured. */
export function measureOf({ cap, isLifted }: Account): Measured {
  if (cap === null) return 'no-cap';
  return isLifted === true ? 'lifted' : 'cap';
}
