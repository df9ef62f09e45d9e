import type { SentPicture } from '../../core/job-differences.ts';
import type { LedgerFault } from '../../core/ledger-fault.ts';
import type { PictureKey } from './journal.ts';
import type { AccountBalance, AccountInPeriod } from './ledger-reader.ts';

/** The paid pictures of one account in one period. */
export interface PaidPictures extends AccountInPeriod {
  pictures: number;
}

/** A picture whose money is not as its state says. */
export interface FaultyPicture extends PictureKey {
  state: string;
  faults: LedgerFault[];
}

/** The whole ledger as it was at one instant, whatever is written meanwhile. For checks; it reads everything. */
export interface LedgerSnapshot {
  /** Epoch milliseconds: everything that was written before is in it. */
  takenAt: number;
  /** Every account's balance as reservations see it. */
  balances(): Promise<AccountBalance[]>;
  /** The same as recomputed from all entries. */
  totals(): Promise<AccountBalance[]>;
  paidPictures(): Promise<PaidPictures[]>;
  /** Pictures whose money is wrong, at most `limit`. */
  faultyPictures(limit: number): Promise<FaultyPicture[]>;
  /** Pictures whose end nobody knows. */
  undecided(): Promise<number>;
  /** Pictures submitted since the instant, and those of the jobs whenever they were. */
  sentPictures(since: number, remoteIds: readonly string[]): Promise<SentPicture[]>;
  close(): Promise<void>;
}
