import type { Kysely } from 'kysely';

/** Pictures whose end people decided, and when they had been submitted if their job was never known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('decision')
    .addColumn('generation_id', 'text', (column) => column.notNull())
    .addColumn('picture_index', 'integer', (column) => column.notNull())
    .addColumn('blind_since', 'bigint')
    .addPrimaryKeyConstraint('decision_key', ['generation_id', 'picture_index'])
    .addForeignKeyConstraint('decision_picture', ['generation_id', 'picture_index'], 'picture', [
      'generation_id',
      'picture_index',
    ])
    .execute();
  await db.schema.createIndex('decision_blind').on('decision').column('blind_since').execute();
}
