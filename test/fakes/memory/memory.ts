import type { Generation, Picture } from '../../../src/core/picture/generation.ts';
import type { AlertTrigger } from '../../../src/core/rules/alerts.ts';
import type { Approval } from '../../../src/core/rules/approval.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import type { CardRecord } from '../../../src/ports/store/card-box.ts';
import type { Alert } from '../../../src/ports/store/cards.ts';
import type { Delivery } from '../../../src/ports/store/journal.ts';
import type { AccountInPeriod, LedgerEntry } from '../../../src/ports/store/ledger-reader.ts';
import type { AuditEntry } from '../../../src/ports/store/rulebook.ts';

/** A generation whose pictures are changed in place; what is handed out is always a copy. */
export type KeptGeneration = Omit<Generation, 'pictures'> & { pictures: Picture[] };

/** A server's rules; `cutOff` is the period that a change to the kind `none` ended early. */
export interface KeptRules {
  rules: Rules;
  version: number;
  cutOff: { key: string; endsAt: number; at: number } | null;
}

/** What was told of in a period, or had been reached before it was watched. */
interface KeptReached {
  guildId: string;
  periodKey: string;
  trigger: AlertTrigger;
}

/** A card and what an alert's is about. */
export interface KeptCard extends CardRecord {
  /** How many of its changes it shows. */
  shown: number;
  alert: Alert | null;
}

/** Everything that the in-memory ports share. */
export interface Memory {
  generations: Map<string, KeptGeneration>;
  deliveries: Delivery[];
  entries: LedgerEntry[];
  /** In which accounts each generation is held, by its id. */
  accounts: Map<string, readonly AccountInPeriod[]>;
  /** The version of the server's rules under which each generation was held, by its id. */
  heldUnder: Map<string, number>;
  /**
   * Since when a period counts what was held under rules of an earlier version; by {@link nameOf} its server's account.
   */
  carries: Map<string, { countsFrom: number; rulesVersion: number }>;
  /** Accounts that something was carried to, by {@link nameOf}. */
  carriers: Map<string, AccountInPeriod>;
  rules: Map<string, KeptRules>;
  audit: (AuditEntry & { guildId: string; interactionId: string })[];
  reached: KeptReached[];
  cards: KeptCard[];
  approvals: Map<string, Approval>;
  /**
   * By the hash of the bytes; `expiresAt` is null for what is kept for ever, `usedAt` for what nothing has used yet.
   */
  blobs: Map<string, { bytes: Uint8Array; mediaType: string; expiresAt: number | null; usedAt: number | null }>;
}

/** One text for one account in one period; sorts as the ledger lists them. */
export function nameOf({ scope, id, periodKey }: AccountInPeriod): string {
  return JSON.stringify([scope, id, periodKey]);
}

/** Ended, and no delivery told about it. */
export function isUntold({ state, deliveryPart }: Picture): boolean {
  return deliveryPart === null && (state === 'finished' || state === 'failed' || state === 'cancelled');
}
