import type { SentPicture } from '../../core/books/job-differences.ts';
import type { LedgerFault } from '../../core/books/ledger-fault.ts';
import type { CapFault } from '../../core/money/measured-hold.ts';
import type { MicroUsd, Spend } from '../../core/money/money.ts';
import type { PictureKey, Wallet } from '../../core/picture/generation.ts';
import type { AccountBalance, AccountInPeriod } from './ledger-reader.ts';

/** The paid pictures of one account in one period. */
export interface PaidPictures extends AccountInPeriod {
  pictures: number;
}

/** A picture with money that does not match its state. */
export interface FaultyPicture extends PictureKey {
  state: string;
  faults: LedgerFault[];
}

/** An uncertain picture, with what its decision takes. */
export interface UnknownEnd extends PictureKey {
  wallet: Wallet;
  price: MicroUsd;
  remoteId: string | null;
  /** When it was submitted, or asked for, epoch milliseconds. */
  since: number;
}

/** A sum that is kept for reports and changes of period and is not what the settled entries come to. */
export type WrongSum = {
  guildId: string;
  /** The first instant of its hour or day, epoch milliseconds. */
  from: number;
  kept: Spend;
  summed: Spend;
} & ({ kind: 'hour'; variant: string } | { kind: 'member-day'; userId: string });

/** Something over its cap that nothing on record explains. */
export type WrongCap =
  | ({
      kind: 'hold';
      generationId: string;
      fault: CapFault;
      cap: MicroUsd | null;
      used: MicroUsd | null;
    } & AccountInPeriod)
  /** More is spent and held than any hold in the account saw. */
  | ({ kind: 'amount'; used: MicroUsd; highest: MicroUsd } & AccountInPeriod)
  /** The server's rules are not what the audit made them: its cap is not on record. */
  | { kind: 'rules'; guildId: string; version: number };

/** A row that cannot be read, by its table and key: what hangs on it, money included, stays as it is. */
export interface UnreadableRow {
  table: string;
  id: string;
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
  /** Pictures with wrong money, at most `limit`. */
  faultyPictures(limit: number): Promise<FaultyPicture[]>;
  /** Sums that are not those of the entries, at most `limit` of each kind. */
  wrongSums(limit: number): Promise<WrongSum[]>;
  /** Everything over its cap that no approval and no change on record explains, at most `limit` of each kind. */
  wrongCaps(limit: number): Promise<WrongCap[]>;
  unreadable(): Promise<UnreadableRow[]>;
  /** Uncertain pictures, oldest first. */
  undecided(): Promise<UnknownEnd[]>;
  /** Pictures submitted since the instant, and those of the jobs whenever they were. */
  sentPictures(since: number, remoteIds: readonly string[]): Promise<SentPicture[]>;
  close(): Promise<void>;
}
