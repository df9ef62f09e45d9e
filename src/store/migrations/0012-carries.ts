import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What each carried cent comes from: since when a period counts what was held under other rules. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('carry')
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('period_key', 'text', (column) => column.notNull())
    .addColumn('counts_from', 'bigint', (column) => column.notNull())
    // By version and not by instant: a hold of the very millisecond of a change is before it or after it.
    .addColumn('rules_version', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('carry_key', ['guild_id', 'period_key'])
    .execute();
  // Of the server's rules when the hold was taken; 0 for all that were taken before there was this column.
  await db.schema
    .alterTable('generation_account')
    .addColumn('rules_version', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // What was carried before this version cannot be traced to its pictures any more: it goes on counting as it stands.
  await db.schema
    .alterTable('balance')
    .addColumn('untraced', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update balance set untraced = carried`.execute(db);
}
