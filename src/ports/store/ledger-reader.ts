import type { Account, Balance } from '../../core/money/budget.ts';
import type { MicroUsd, Spend } from '../../core/money/money.ts';
import type { PictureState, Wallet } from '../../core/picture/generation.ts';
import type { Tier } from '../../core/picture/price.ts';
import type { Variant } from '../../core/picture/request.ts';

/** A hold has exactly one end: it is settled or released. */
export const ENTRY_KINDS = ['hold', 'settle', 'release'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One line of the ledger; lines are added and never changed. */
export interface LedgerEntry {
  generationId: string;
  index: number;
  kind: EntryKind;
  amount: MicroUsd;
  priceVersion: string;
  priceTier: Tier;
  variant: Variant;
  wallet: Wallet;
  userId: string;
  channelId: string;
  /** When the hold was taken, also in the line of its end. Epoch milliseconds, like `at`. */
  heldAt: number;
  at: number;
}

/** One account in one period. */
export interface AccountInPeriod extends Pick<Account, 'scope' | 'id'> {
  periodKey: string;
}

/** What one account has spent, holds and carries in one period. */
export interface AccountBalance extends AccountInPeriod, Balance {}

/** One picture as an export lists it. Summed up, `held` and `charged` are what counts in the period. */
export interface ExportRow {
  heldAt: number;
  /** The server's period in which it was held; in an export of another period it is carried over. */
  periodKey: string;
  userId: string;
  channelId: string;
  generationId: string;
  index: number;
  /** Krea's job, once known. */
  remoteId: string | null;
  variant: Variant;
  tier: Tier;
  priceVersion: string;
  /** Still reserved: zero as soon as the hold has ended. */
  held: MicroUsd;
  /** Settled: zero while it is open, and for ever when it was released. */
  charged: MicroUsd;
  /** Given back, because nothing came of it. */
  released: MicroUsd;
  state: PictureState;
  parent: { generationId: string; index: number } | null;
}

/**
 * What a period carries from before carries were traced to their pictures; `userId` is null where it is known of the
 * server alone.
 */
export interface UntracedRow {
  userId: string | null;
  amount: MicroUsd;
}

/**
 * Reads the ledger for people and checks; nothing that spends depends on it. Spans are in epoch milliseconds,
 * from the first instant up to and without the last; a picture belongs to the instant at which it was held.
 */
export interface LedgerReader {
  /** The entries of a generation, by picture, in the order in which they were written. */
  entries(generationId: string): Promise<LedgerEntry[]>;
  /** The accounts that a generation is held in, each in its own period, in the order in which they are locked. */
  accounts(generationId: string): Promise<AccountInPeriod[]>;
  /**
   * Every account's balance as recomputed from all entries, what is carried included: reads the whole ledger. Only
   * what was carried before carries were traced comes from no entry and is told as it is stored.
   */
  totals(): Promise<AccountBalance[]>;
  /** Every account's balance as reservations see it; equal to `totals` unless something is broken. Same order. */
  balances(): Promise<AccountBalance[]>;

  /**
   * The keys of a server's periods in which anything was held, or carried into, also what is free or was given back;
   * in no order.
   */
  periods(guildId: string): Promise<string[]>;
  /** Every picture that counts in a server's period, held in it or carried into it, oldest first; read page by page. */
  periodEntries(guildId: string, periodKey: string): AsyncIterable<ExportRow>;
  /** What the period carries beside: with these rows an export comes to what counts. */
  untraced(guildId: string, periodKey: string): Promise<UntracedRow[]>;
  /** When the first picture that was paid was asked for; null while none was. */
  firstSpentAt(guildId: string): Promise<number | null>;
  /** What was spent between each boundary and the next: one element less than there are boundaries. */
  spentByDay(guildId: string, boundaries: readonly number[]): Promise<Spend[]>;
  /** The largest spenders first; equal ones by id. */
  spentByMember(guildId: string, from: number, to: number, limit: number): Promise<(Spend & { userId: string })[]>;
  /** The dearest variant first. */
  spentByVariant(guildId: string, from: number, to: number): Promise<(Spend & { variant: Variant })[]>;
  /** What one member spent on each kind of picture, the dearest first. */
  spentByMemberKind(
    guildId: string,
    userId: string,
    from: number,
    to: number,
  ): Promise<(Spend & { variant: Variant; tier: Tier })[]>;
}
