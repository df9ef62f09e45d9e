import type { MicroUsd } from '../money/money.ts';
import { isPaid, PICTURE_STATES } from '../picture/generation.ts';
import type { PictureState } from '../picture/generation.ts';

/** What the ledger says about one picture: how many entries of each kind, and their amounts (null without any). */
export interface PictureBooks {
  state: string;
  holds: number;
  settles: number;
  releases: number;
  lowest: MicroUsd | null;
  highest: MicroUsd | null;
  /** What its generation says that one picture costs. */
  price: MicroUsd;
  /** In how many accounts it is held. */
  accounts: number;
}

/** What can be wrong between a picture's state and its money. */
export type LedgerFault =
  | 'unknown-state'
  | 'not-held-once'
  | 'in-no-account'
  | 'ended-twice'
  | 'paid-not-settled'
  | 'settled-not-paid'
  | 'ended-not-released'
  | 'released-not-ended'
  | 'wrong-amount';

/** Everything that is wrong with one picture's money; empty when it is as its state says. */
export function faultsOf({
  state,
  holds,
  settles,
  releases,
  lowest,
  highest,
  price,
  accounts,
}: PictureBooks): LedgerFault[] {
  const known = PICTURE_STATES.find((one) => one === state);
  const faults: (LedgerFault | false)[] = [
    known === undefined && 'unknown-state',
    holds !== 1 && 'not-held-once',
    accounts === 0 && 'in-no-account',
    settles + releases > 1 && 'ended-twice',
    lowest !== null && (lowest !== price || highest !== price) && 'wrong-amount',
    ...(known === undefined ? [] : endFaults(known, settles, releases)),
  ];
  return faults.filter((fault) => fault !== false);
}

function endFaults(state: PictureState, settles: number, releases: number): (LedgerFault | false)[] {
  const hasFailed = state === 'failed' || state === 'cancelled';
  return [
    isPaid(state) && settles === 0 && 'paid-not-settled',
    !isPaid(state) && settles > 0 && 'settled-not-paid',
    hasFailed && releases === 0 && 'ended-not-released',
    !hasFailed && releases > 0 && 'released-not-ended',
  ];
}
