import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * What must outlive an outage or a crash: ends that were not told yet, pictures that were not shown yet, pending
 * answers, and which pictures come from age-restricted channels.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('delivery')
    .addColumn('is_untold', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // Queries must repeat these conditions word for word, or the indexes are not used.
  await sql`create index delivery_untold on delivery (started_at) where is_untold = 1`.execute(db);
  await sql`create index picture_kept on picture (generation_id) where state = 'kept'`.execute(db);
  await db.schema
    .createTable('pending_answer')
    .addColumn('interaction_id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull())
    .addColumn('acknowledgement', 'text', (column) => column.notNull())
    .execute();
  // 0 or 1; null where nobody knows: threads, and everything that is older than this column.
  await db.schema.alterTable('generation').addColumn('is_age_restricted', 'integer').execute();
}
