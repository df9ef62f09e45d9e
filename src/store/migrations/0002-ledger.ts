import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Balances per account and period, and the entries that they are the sums of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('balance')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('period_key', 'text', (column) => column.notNull())
    .addColumn('spent', 'bigint', (column) => column.notNull())
    .addColumn('held', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('balance_key', ['scope', 'id', 'period_key'])
    .addCheckConstraint('balance_not_negative', sql`spent >= 0 and held >= 0`)
    .execute();

  await db.schema
    .createTable('entry')
    .addColumn('generation_id', 'text', (column) => column.notNull())
    .addColumn('picture_index', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('price_version', 'text', (column) => column.notNull())
    .addColumn('price_tier', 'text', (column) => column.notNull())
    .addColumn('wallet_scope', 'text', (column) => column.notNull())
    .addColumn('wallet_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('period_key', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('entry_key', ['generation_id', 'picture_index', 'kind'])
    .addForeignKeyConstraint('entry_picture', ['generation_id', 'picture_index'], 'picture', [
      'generation_id',
      'picture_index',
    ])
    .addCheckConstraint('entry_amount', sql`amount >= 0`)
    .addCheckConstraint('entry_kind', sql`kind in ('hold', 'settle', 'release')`)
    .execute();
  // A hold has exactly one end, whatever the code above the database does.
  await sql`create unique index entry_end on entry (generation_id, picture_index) where kind <> 'hold'`.execute(db);
}
