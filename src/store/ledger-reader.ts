import { sql } from 'kysely';
import { z } from 'zod';

import { ENTRY_KINDS } from '../app/ports/ledger-reader.ts';
import type { AccountBalance, CapChange, EntryKind, LedgerEntry, LedgerReader } from '../app/ports/ledger-reader.ts';
import { accountKeys } from './accounts.ts';
import { balanceRow } from './balances.ts';
import type { Database } from './transaction.ts';

const entryRow = z
  .object({
    generation_id: z.string(),
    picture_index: z.int(),
    kind: z.enum(ENTRY_KINDS),
    amount: z.int().min(0),
    price_version: z.string(),
    price_tier: z.enum(['text', 'references', 'moodboard']),
    wallet_scope: z.enum(['guild', 'direct']),
    wallet_id: z.string(),
    user_id: z.string(),
    channel_id: z.string(),
    period_key: z.string(),
    at: z.int(),
  })
  .transform((row): LedgerEntry => ({
    generationId: row.generation_id,
    index: row.picture_index,
    kind: row.kind,
    amount: row.amount,
    priceVersion: row.price_version,
    priceTier: row.price_tier,
    wallet: { scope: row.wallet_scope, id: row.wallet_id },
    userId: row.user_id,
    channelId: row.channel_id,
    periodKey: row.period_key,
    at: row.at,
  }));

const accountRow = balanceRow.extend({
  scope: z.enum(['operator', 'guild', 'direct']),
  id: z.string(),
  periodKey: z.string(),
});

const totalRow = z.object({
  wallet: z.object({ scope: z.enum(['guild', 'direct']), id: z.string() }),
  periodKey: z.string(),
  held: z.int(),
  settled: z.int(),
  released: z.int(),
});

const amountColumn = z.string().transform(Number).pipe(z.int().min(0));
const auditRow = z.object({
  guildId: z.string(),
  userId: z.string(),
  interactionId: z.string(),
  before: amountColumn.nullable(),
  after: amountColumn,
  at: z.int(),
});

/** Reads the ledger of a database. */
export function createLedgerReader(db: Database): LedgerReader {
  return {
    entries: (generationId) => entriesOf(db, generationId),
    totals: () => totals(db),
    balances: () => balances(db),
    capChanges: (guildId) => capChanges(db, guildId),
  };
}

async function entriesOf(db: Database, generationId: string): Promise<LedgerEntry[]> {
  const rows = await db
    .selectFrom('entry')
    .selectAll()
    .where('generation_id', '=', generationId)
    .orderBy('picture_index')
    .orderBy(sql`case kind when 'hold' then 1 else 2 end`)
    .execute();
  return rows.map((row) => entryRow.parse(row));
}

const sumOf = (kind: EntryKind) => sql<number>`sum(case when kind = ${kind} then amount else 0 end)`;

async function totals(db: Database): Promise<AccountBalance[]> {
  const rows = await db
    .selectFrom('entry')
    .select(['wallet_scope', 'wallet_id', 'period_key as periodKey'])
    .select([sumOf('hold').as('held'), sumOf('settle').as('settled'), sumOf('release').as('released')])
    .groupBy(['wallet_scope', 'wallet_id', 'period_key'])
    .execute();
  const accounts = new Map<string, AccountBalance>();
  for (const { wallet_scope: scope, wallet_id: id, ...sums } of rows) {
    const { wallet, periodKey, held, settled, released } = totalRow.parse({ wallet: { scope, id }, ...sums });
    for (const account of accountKeys(wallet)) {
      const key = JSON.stringify([account.scope, account.id, periodKey]);
      const before = accounts.get(key) ?? { spent: 0, held: 0 };
      const balance = { spent: before.spent + settled, held: before.held + held - settled - released };
      accounts.set(key, { ...account, periodKey, ...balance });
    }
  }
  return [...accounts.values()].toSorted(byAccount);
}

async function balances(db: Database): Promise<AccountBalance[]> {
  const rows = await db.selectFrom('balance').select(['scope', 'id', 'period_key as periodKey', 'spent', 'held']).execute();
  return rows.map((row) => accountRow.parse(row)).toSorted(byAccount);
}

function byAccount(a: AccountBalance, b: AccountBalance): number {
  const [left, right] = [a, b].map(({ scope, id, periodKey }) => JSON.stringify([scope, id, periodKey]));
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

async function capChanges(db: Database, guildId: string): Promise<CapChange[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['subject_id as guildId', 'user_id as userId', 'interaction_id as interactionId', 'before', 'after', 'at'])
    .where('subject_id', '=', guildId)
    .where('action', '=', 'guild-cap')
    .orderBy('at', 'desc')
    .execute();
  return rows.map((row) => auditRow.parse(row));
}
