import type { Kysely } from 'kysely';

/** Bytes by their SHA-256. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('blob')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('media_type', 'text', (column) => column.notNull())
    // PostgreSQL's name of the type; SQLite stores bytes as they are under any name.
    .addColumn('bytes', 'bytea', (column) => column.notNull())
    .execute();
}
