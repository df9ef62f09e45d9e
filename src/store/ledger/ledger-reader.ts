import { sql } from 'kysely';

import { memberAccountId } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type {
  AccountBalance,
  AccountInPeriod,
  EntryKind,
  LedgerEntry,
  LedgerReader,
} from '../../ports/store/ledger-reader.ts';
import type { Database } from '../database/transaction.ts';
import { carriedSums } from './carries.ts';
import { guildPeriods, untracedIn } from './guild-periods.ts';
import { accountInPeriodRow, accountRow, readEntry, totalRow, untracedRow } from './ledger-rows.ts';
import { periodEntries } from './period-entries.ts';
import { firstSpentAt, spentByDay, spentByMember, spentByMemberKind, spentByVariant } from './spending.ts';

/** Reads the ledger of a database. */
export function createLedgerReader(db: Database): LedgerReader {
  return {
    entries: (generationId) => entriesOf(db, generationId),
    accounts: (generationId) => accountsOf(db, generationId),
    totals: () => totals(db),
    balances: () => balances(db),
    periods: (guildId) => guildPeriods(db, guildId),
    periodEntries: (guildId, periodKey) => periodEntries(db, guildId, periodKey),
    untraced: (guildId, periodKey) => untracedIn(db, guildId, periodKey),
    firstSpentAt: (guildId) => firstSpentAt(db, guildId),
    spentByDay: (guildId, boundaries) => spentByDay(db, guildId, boundaries),
    spentByMember: (guildId, from, to, limit) => spentByMember(db, guildId, from, to, limit),
    spentByVariant: (guildId, from, to) => spentByVariant(db, guildId, from, to),
    spentByMemberKind: (guildId, userId, from, to) => spentByMemberKind(db, guildId, userId, from, to),
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
  return rows.map(readEntry);
}

async function accountsOf(db: Database, generationId: string): Promise<AccountInPeriod[]> {
  const rows = await db
    .selectFrom('generation_account')
    .select(['scope', 'id', 'period_key as periodKey'])
    .where('generation_id', '=', generationId)
    .orderBy('position')
    .execute();
  return rows.map((row) => accountInPeriodRow.parse(row));
}

const sumOf = (kind: EntryKind) => sql`sum(case when kind = ${kind} then amount else 0 end)`;

async function totals(db: Database): Promise<AccountBalance[]> {
  const rows = await db
    .selectFrom('generation_account as account')
    .innerJoin('entry', 'entry.generation_id', 'account.generation_id')
    .select(['account.scope', 'account.id', 'account.period_key as periodKey'])
    .select([sumOf('hold').as('held'), sumOf('settle').as('settled'), sumOf('release').as('released')])
    .groupBy(['account.scope', 'account.id', 'account.period_key'])
    .execute();
  // A balance without any entry is told as zero, so that comparing shows when it is not.
  const kept = new Map(
    (await untracedAmounts(db)).map((account) => [accountName(account), { ...account, spent: 0, held: 0 }]),
  );
  for (const row of rows) {
    const { held, settled, released, ...account } = totalRow.parse(row);
    const carried = kept.get(accountName(account))?.carried ?? 0;
    kept.set(accountName(account), { ...account, spent: settled, held: held - settled - released, carried });
  }
  for (const { guildId, userId, periodKey, amount } of await carriedSums(db)) {
    for (const [scope, id] of [
      ['guild', guildId],
      ['member', memberAccountId(guildId, userId)],
    ] as const) {
      const account = { scope, id, periodKey };
      const { spent, held, carried } = kept.get(accountName(account)) ?? { spent: 0, held: 0, carried: 0 };
      kept.set(accountName(account), { ...account, spent, held, carried: carried + amount });
    }
  }
  return [...kept.values()].toSorted(byAccount);
}

/** Every account that is kept, with what it carries from before carries were traced. */
async function untracedAmounts(db: Database): Promise<(AccountInPeriod & { carried: MicroUsd })[]> {
  const rows = await db
    .selectFrom('balance')
    .select(['scope', 'id', 'period_key as periodKey', 'untraced as carried'])
    .execute();
  return rows.map((row) => untracedRow.parse(row));
}

async function balances(db: Database): Promise<AccountBalance[]> {
  const columns = ['scope', 'id', 'period_key as periodKey', 'spent', 'held', 'carried'] as const;
  const rows = await db.selectFrom('balance').select(columns).execute();
  return rows.map((row) => accountRow.parse(row)).toSorted(byAccount);
}

function byAccount(a: AccountInPeriod, b: AccountInPeriod): number {
  return accountName(a) < accountName(b) ? -1 : 1;
}

function accountName({ scope, id, periodKey }: AccountInPeriod): string {
  return JSON.stringify([scope, id, periodKey]);
}
