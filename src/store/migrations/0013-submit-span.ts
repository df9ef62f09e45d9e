import type { Kysely } from 'kysely';

/**
 * Between which instants of the image API's own clock a submit was under way: a lost one is judged by them, also after
 * a restart.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('picture').addColumn('submit_from', 'bigint').execute();
  await db.schema.alterTable('picture').addColumn('submit_to', 'bigint').execute();
}
