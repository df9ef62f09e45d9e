import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What is new since a card was shown, and how requesters were told: both outlive a crash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('card')
    .addColumn('changes', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('card')
    .addColumn('shown', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // Queries must repeat this condition word for word, or the index is not used.
  await sql`create index card_behind on card (created_at) where changes > shown`.execute(db);
  await db.schema.alterTable('approval').addColumn('told', 'text').execute();
  // Who did something, and whether it was done from this alert already.
  await db.schema
    .createIndex('audit_by_action')
    .on('audit')
    .columns(['guild_id', 'action', 'target_id', 'at'])
    .execute();
}
