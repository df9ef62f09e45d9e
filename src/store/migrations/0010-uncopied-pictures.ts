import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Finished pictures whose bytes are not stored: every start asks for them, and among a million others they are few. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index picture_uncopied on picture (finished_at) where hash is null and url is not null`.execute(db);
}
