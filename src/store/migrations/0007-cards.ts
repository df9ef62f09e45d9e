import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What moderators are told, once each, and what they are asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createAlerts(db);
  await createCards(db);
  await createApprovals(db);
}

async function createAlerts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alert')
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('period_key', 'text', (column) => column.notNull())
    .addColumn('reached', 'text', (column) => column.notNull())
    // The request that reached it, whose card tells of it; null when it had been reached before it was watched.
    .addColumn('card_id', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    // A raised cap arms it again: it can be reached, and told of, once more.
    .addColumn('rearmed_at', 'bigint')
    .execute();
  // However many holds reach a share at the same moment, one of them tells of it.
  await sql`create unique index alert_once on alert (guild_id, period_key, reached) where rearmed_at is null`.execute(
    db,
  );
}

async function createCards(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('card')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text')
    .addColumn('message_id', 'text')
    .addColumn('detail', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint')
    .addPrimaryKeyConstraint('card_key', ['kind', 'id'])
    .execute();
  // Queries must repeat this condition word for word, or the index is not used.
  await sql`create index card_open on card (created_at) where status in ('pending', 'posting')`.execute(db);
  await db.schema.createIndex('card_by_guild').on('card').columns(['guild_id', 'created_at']).execute();
}

async function createApprovals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('approval')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'bigint')
    .addColumn('is_raise', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .execute();
  await db.schema.createIndex('approval_by_state').on('approval').columns(['state', 'expires_at']).execute();
  await db.schema.createIndex('approval_by_member').on('approval').columns(['guild_id', 'user_id', 'state']).execute();
}
