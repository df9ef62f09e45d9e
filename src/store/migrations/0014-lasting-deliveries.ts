import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What a long outage must not make forget: who is still to be told of an end, and which pictures nobody has seen yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('delivery').addColumn('is_untold', 'integer', (column) => column.notNull().defaultTo(0)).execute();
  // Queries must repeat these conditions word for word, or the indexes are not used.
  await sql`create index delivery_untold on delivery (started_at) where is_untold = 1`.execute(db);
  await sql`create index picture_kept on picture (generation_id) where state = 'kept'`.execute(db);
}
