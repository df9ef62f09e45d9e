import type { Kysely } from 'kysely';

/** What moderators decided, and the record of every decision. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('guild_rules')
    .addColumn('guild_id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('rules', 'text', (column) => column.notNull())
    // The period that a change to "none" cut off: whoever leaves "none" while it still runs comes back to it.
    .addColumn('cut_off_key', 'text')
    .addColumn('cut_off_ends_at', 'bigint')
    .addColumn('cut_off_at', 'bigint')
    .execute();

  await db.schema
    .createTable('audit')
    .addColumn('interaction_id', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('target_id', 'text')
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('after', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    // The same event may come twice; it is carried out once.
    .addPrimaryKeyConstraint('audit_key', ['interaction_id', 'action'])
    .execute();
  await db.schema.createIndex('audit_by_guild').on('audit').columns(['guild_id', 'at', 'interaction_id']).execute();
}
