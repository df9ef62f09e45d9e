import type { Kysely } from 'kysely';

/** What moderators set, and who set it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('budget')
    .addColumn('guild_id', 'text', (column) => column.primaryKey())
    .addColumn('cap', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('audit')
    .addColumn('interaction_id', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('before', 'text')
    .addColumn('after', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_key', ['interaction_id', 'action', 'subject_id'])
    .execute();
  await db.schema.createIndex('audit_by_subject').on('audit').columns(['subject_id', 'at']).execute();
}
