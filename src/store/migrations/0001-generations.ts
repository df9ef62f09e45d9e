import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Generations, their pictures, and the attempts to deliver them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('generation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('guild_id', 'text')
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('wallet_scope', 'text', (column) => column.notNull())
    .addColumn('wallet_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('verb', 'text', (column) => column.notNull())
    .addColumn('parent_generation_id', 'text')
    .addColumn('parent_index', 'integer')
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('price_version', 'text', (column) => column.notNull())
    .addColumn('price_tier', 'text', (column) => column.notNull())
    .addColumn('price_each', 'bigint', (column) => column.notNull())
    .addColumn('is_private', 'integer', (column) => column.notNull())
    .addColumn('is_spoiler', 'integer', (column) => column.notNull())
    .addColumn('reply_application_id', 'text', (column) => column.notNull())
    .addColumn('reply_token', 'text', (column) => column.notNull())
    .addColumn('reply_message_id', 'text')
    .addColumn('attachment_limit', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('removed_by', 'text')
    .execute();
  await db.schema.createIndex('generation_by_member').on('generation').columns(['user_id', 'created_at']).execute();

  await db.schema
    .createTable('picture')
    .addColumn('generation_id', 'text', (column) => column.notNull().references('generation.id'))
    .addColumn('picture_index', 'integer', (column) => column.notNull())
    .addColumn('seed', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('arrived_at', 'bigint', (column) => column.notNull())
    .addColumn('wallet_scope', 'text', (column) => column.notNull())
    .addColumn('wallet_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('remote_id', 'text', (column) => column.unique())
    .addColumn('url', 'text')
    .addColumn('hash', 'text')
    .addColumn('failure', 'text')
    .addColumn('submitting_at', 'bigint')
    .addColumn('running_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('delivery_part', 'integer')
    .addPrimaryKeyConstraint('picture_key', ['generation_id', 'picture_index'])
    .execute();
  // Queries must repeat this condition word for word (unfinished.ts), or the index is not used.
  await sql`
    create index picture_unfinished on picture (state, arrived_at)
    where state not in ('kept', 'delivered', 'failed', 'cancelled')
  `.execute(db);
  // How many pictures a member has under way is asked with every reservation; the condition as above.
  await sql`
    create index picture_unfinished_of_member on picture (wallet_scope, wallet_id, user_id, state)
    where state not in ('kept', 'delivered', 'failed', 'cancelled')
  `.execute(db);
  // Pictures without a message yet: recovery asks for them at every start.
  await sql`create index picture_untold on picture (generation_id) where delivery_part is null`.execute(db);

  await db.schema
    .createTable('delivery')
    .addColumn('generation_id', 'text', (column) => column.notNull().references('generation.id'))
    .addColumn('part', 'integer', (column) => column.notNull())
    .addColumn('rung', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text')
    .addColumn('message_id', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('delivery_key', ['generation_id', 'part'])
    .execute();
  // At most one delivery of a generation is under way: two would post the same picture twice.
  await sql`create unique index delivery_posting on delivery (generation_id) where status = 'posting'`.execute(db);
}
