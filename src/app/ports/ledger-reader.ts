import type { Account, Balance } from '../../core/budget.ts';
import type { PictureState, Wallet } from '../../core/generation.ts';
import type { MicroUsd } from '../../core/money.ts';
import type { Tier } from '../../core/price.ts';
import type { Variant } from '../../core/request.ts';

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

/** One picture as an export lists it. Summed up, `held` and `charged` are what the ledger holds and has spent. */
export interface ExportRow {
  heldAt: number;
  /** The server's period in which it counts. */
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

/** What was settled for a number of pictures. */
export interface Spend {
  spent: MicroUsd;
  pictures: number;
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

  /** Every picture held in a server in the span, oldest first; read page by page, so that it may be long. */
  periodEntries(guildId: string, from: number, to: number, options?: { limit?: number }): AsyncIterable<ExportRow>;
  /** What was spent between each boundary and the next: one element less than there are boundaries. */
  spentByDay(guildId: string, boundaries: readonly number[]): Promise<Spend[]>;
  /** Those who spent the most, first; people who spent the same by id. */
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
