import type { Account } from './budget.ts';
import type { MicroUsd } from './money.ts';

/** How a hold in one account was measured: `lifted` by an approval; `unknown`: from before that was noted. */
export const MEASURES = ['cap', 'no-cap', 'lifted', 'unknown'] as const;
export type Measured = (typeof MEASURES)[number];

/** How a hold in the account is measured. */
export function measureOf({ cap, isLifted }: Pick<Account, 'cap' | 'isLifted'>): Measured {
  if (cap === null) return 'no-cap';
  return isLifted === true ? 'lifted' : 'cap';
}

/** A hold in one account, as the ledger has it. */
export interface MeasuredHold {
  scope: Account['scope'];
  cap: MicroUsd | null;
  /** What counted against the cap, with this hold. */
  used: MicroUsd | null;
  measured: Measured | null;
  /** Whether an approval of the member's own limit is on record for it. */
  isApproved: boolean;
  /** The cap that the server's rules allowed then; undefined where they set none, or are not on record. */
  capByRules: MicroUsd | undefined;
}

/** What can be wrong between a hold and the cap of its account. */
export type CapFault = 'not-measured' | 'over-cap' | 'without-cap' | 'no-approval' | 'cap-not-by-rules';

/**
 * What is wrong with a hold; undefined when it fitted under the cap in force then, or an approval on record explains
 * it.
 */
export function capFaultOf({ scope, cap, used, measured, isApproved, capByRules }: MeasuredHold): CapFault | undefined {
  if (measured === 'unknown') return undefined;
  if (measured === null || used === null) return 'not-measured';
  // Of members alone nothing has to be known: their limits may be none, and moderators may lift them.
  if (measured === 'no-cap') return scope === 'member' ? undefined : 'without-cap';
  if (measured === 'lifted') return scope === 'member' && isApproved ? undefined : 'no-approval';
  if (cap === null || used > cap) return 'over-cap';
  return cap > (capByRules ?? cap) ? 'cap-not-by-rules' : undefined;
}
