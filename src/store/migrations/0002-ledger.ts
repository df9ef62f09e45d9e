import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Balances per account and period, the accounts that each generation was held in, and the entries that balances are the sums of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createBalances(db);
  await createEntries(db);
}

async function createBalances(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('balance')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('period_key', 'text', (column) => column.notNull())
    .addColumn('spent', 'bigint', (column) => column.notNull())
    .addColumn('held', 'bigint', (column) => column.notNull())
    .addColumn('carried', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('balance_key', ['scope', 'id', 'period_key'])
    .addCheckConstraint('balance_not_negative', sql`spent >= 0 and held >= 0 and carried >= 0`)
    .execute();
  // All members of a server in one period: a change of its periods asks for them.
  await db.schema.createIndex('balance_by_period').on('balance').columns(['scope', 'period_key', 'id']).execute();

  // A hold ends in the accounts and periods in which it was taken, whatever the rules say by then.
  await db.schema
    .createTable('generation_account')
    .addColumn('generation_id', 'text', (column) => column.notNull().references('generation.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('period_key', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('generation_account_key', ['generation_id', 'position'])
    .execute();
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('entry')
    .addColumn('generation_id', 'text', (column) => column.notNull())
    .addColumn('picture_index', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('price_version', 'text', (column) => column.notNull())
    .addColumn('price_tier', 'text', (column) => column.notNull())
    .addColumn('variant', 'text', (column) => column.notNull())
    .addColumn('wallet_scope', 'text', (column) => column.notNull())
    .addColumn('wallet_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('held_at', 'bigint', (column) => column.notNull())
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

  // Reports sum within these indexes and never touch the table: over a million entries that is the difference
  // between a tenth of a second and several.
  await db.schema
    .createIndex('entry_by_time')
    .on('entry')
    .columns(['wallet_scope', 'wallet_id', 'kind', 'held_at', 'generation_id', 'picture_index', 'user_id', 'amount'])
    .execute();
  await sql`
    create index entry_by_member on entry (wallet_scope, wallet_id, user_id, held_at, variant, price_tier, amount)
    where kind = 'settle'
  `.execute(db);
  await sql`
    create index entry_by_variant on entry (wallet_scope, wallet_id, variant, held_at, amount) where kind = 'settle'
  `.execute(db);
}
