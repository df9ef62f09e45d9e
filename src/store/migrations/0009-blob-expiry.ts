import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** When an image that nothing uses may be removed; null for what is kept for ever. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('blob').addColumn('expires_at', 'bigint').execute();
  // Almost everything is kept for ever, and need not be in the index.
  await sql`create index blob_by_expiry on blob (expires_at, hash) where expires_at is not null`.execute(db);
}
