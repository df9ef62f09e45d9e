import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Balances per account and period, the accounts that each generation was held in, the entries that balances are the
 * sums of, and sums for reports.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createBalances(db);
  await createEntries(db);
  await createSums(db);
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

  // Exports, the rest of a report's first and last hour or day, and changes of periods read these indexes alone.
  await db.schema
    .createIndex('entry_by_time')
    .on('entry')
    .columns(['wallet_scope', 'wallet_id', 'kind', 'held_at', 'generation_id', 'picture_index', 'user_id', 'amount'])
    .execute();
  await sql`
    create index entry_by_member on entry (wallet_scope, wallet_id, user_id, held_at, variant, price_tier, amount)
    where kind = 'settle'
  `.execute(db);
}

/** Sums of settled entries in UTC hours and days: adding up a million entries for each report would stop the bot. */
async function createSums(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('spent_by_hour')
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('hour', 'integer', (column) => column.notNull())
    .addColumn('variant', 'text', (column) => column.notNull())
    .addColumn('spent', 'bigint', (column) => column.notNull())
    .addColumn('pictures', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('spent_by_hour_key', ['guild_id', 'hour', 'variant'])
    .execute();
  await db.schema
    .createTable('spent_by_member_day')
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('spent', 'bigint', (column) => column.notNull())
    .addColumn('pictures', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('spent_by_member_day_key', ['guild_id', 'day', 'user_id'])
    .execute();
}
