import { z } from 'zod';

import { WALLET_SCOPES } from '../../core/picture/generation.ts';
import { TIERS } from '../../core/picture/price.ts';
import { VARIANTS } from '../../core/picture/request.ts';
import { ENTRY_KINDS } from '../../ports/store/ledger-reader.ts';
import type { LedgerEntry } from '../../ports/store/ledger-reader.ts';
import { ACCOUNT_SCOPES } from '../database/accounts.ts';
import { balanceRow } from './balances.ts';

const entryRow = z
  .object({
    generation_id: z.string(),
    picture_index: z.int(),
    kind: z.enum(ENTRY_KINDS),
    amount: z.int().min(0),
    price_version: z.string(),
    price_tier: z.enum(TIERS),
    variant: z.enum(VARIANTS),
    wallet_scope: z.enum(WALLET_SCOPES),
    wallet_id: z.string(),
    user_id: z.string(),
    channel_id: z.string(),
    held_at: z.int(),
    at: z.int(),
  })
  .transform((row): LedgerEntry => ({
    generationId: row.generation_id,
    index: row.picture_index,
    kind: row.kind,
    amount: row.amount,
    priceVersion: row.price_version,
    priceTier: row.price_tier,
    variant: row.variant,
    wallet: { scope: row.wallet_scope, id: row.wallet_id },
    userId: row.user_id,
    channelId: row.channel_id,
    heldAt: row.held_at,
    at: row.at,
  }));

/** A stored entry. Throws when the row is not one. */
export function readEntry(row: unknown): LedgerEntry {
  return entryRow.parse(row);
}

export const accountInPeriodRow = z.object({ scope: z.enum(ACCOUNT_SCOPES), id: z.string(), periodKey: z.string() });

/** A balance with its account. */
export const accountRow = accountInPeriodRow.extend(balanceRow.shape);

/** An account and what it carries that no picture explains. */
export const untracedRow = accountInPeriodRow.extend({ carried: z.int().min(0) });

/** The sums of one account's entries in one period, by kind. */
export const totalRow = accountInPeriodRow.extend({ held: z.int(), settled: z.int(), released: z.int() });
