import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * When an image was used last and how large it is, beside the image: rewriting rows of megabytes for an instant would
 * cost too much.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('blob_use')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .execute();
  await sql`
    insert into blob_use (hash, used_at, size)
    select blob.hash, max(used.at), length(blob.bytes) from blob join (
      select hash, coalesce(finished_at, arrived_at) as at from picture where hash is not null
      union all
      select reference.value ->> 'hash', generation.created_at
      from generation, json_each(generation.request, '$.references') as reference
    ) as used on used.hash = blob.hash
    group by blob.hash
  `.execute(db);
  await db.schema.createIndex('blob_use_by_age').on('blob_use').columns(['used_at', 'hash']).execute();
  await sql`create index picture_by_hash on picture (hash) where hash is not null`.execute(db);
}
