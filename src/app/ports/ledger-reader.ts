import type { Balance } from '../../core/budget.ts';
import type { Wallet } from '../../core/generation.ts';
import type { MicroUsd } from '../../core/money.ts';
import type { Tier } from '../../core/price.ts';

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
  wallet: Wallet;
  userId: string;
  channelId: string;
  /** The period in which the hold was taken, also for its end. */
  periodKey: string;
  /** Epoch milliseconds. */
  at: number;
}

/** What one account holds in one period. */
export interface AccountBalance extends Balance {
  scope: 'operator' | 'guild' | 'direct';
  id: string;
  periodKey: string;
}

/** One change of a server's cap. */
export interface CapChange {
  guildId: string;
  userId: string;
  interactionId: string;
  before: MicroUsd | null;
  after: MicroUsd;
  at: number;
}

/** Reads the ledger for people and checks; nothing that spends depends on it. */
export interface LedgerReader {
  /** The entries of a generation, by picture, in the order in which they were written. */
  entries(generationId: string): Promise<LedgerEntry[]>;
  /** Every account's balance as recomputed from all entries: reads the whole ledger. */
  totals(): Promise<AccountBalance[]>;
  /** Every account's balance as reservations see it; equal to `totals` unless something is broken. Same order. */
  balances(): Promise<AccountBalance[]>;
  /** Changes of a server's cap, newest first. */
  capChanges(guildId: string): Promise<CapChange[]>;
}
