import { sql } from 'kysely';
import { z } from 'zod';

import type { Failure } from '../../core/picture/failure.ts';
import type { BlobSizes } from '../../ports/store/storage.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';

/** Megabytes are removed, one page after the other: other calls get the database in between. */
export const REMOVED_AT_ONCE = 20;

const hashRow = z.object({ hash: z.string() });
const sizesRow = z.object({ file: z.int(), recent: z.int() });

/** Notes that these are used then, if they are there; what was used later already stays so. */
export async function noteUse(tx: Tx, hashes: readonly string[], at: number): Promise<void> {
  for (const hash of hashes) {
    await sql`
      insert into blob_use (hash, used_at, size) select hash, ${at}, length(bytes) from blob where hash = ${hash}
      on conflict (hash) do update set used_at = max(used_at, excluded.used_at)
    `.execute(tx);
  }
}

/** Has what was used before count as used until then at least: it may still be asked for. */
export async function keepUsed(tx: Tx, hash: string, until: number): Promise<void> {
  await tx
    .updateTable('blob_use')
    .set({ used_at: until })
    .where('hash', '=', hash)
    .where('used_at', '<', until)
    .execute();
}

/**
 * Removes some images that nothing has used since; pictures that they were say so from then on, and are not sought
 * again.
 */
export async function removeUnused(db: Database, before: number): Promise<number> {
  return transact(db, async (tx) => {
    const rows = await tx
      .selectFrom('blob_use')
      .select('hash')
      .where('used_at', '<', before)
      .orderBy('used_at')
      .limit(REMOVED_AT_ONCE)
      .execute();
    const hashes = z
      .array(hashRow)
      .parse(rows)
      .map(({ hash }) => hash);
    if (hashes.length === 0) return 0;
    const failure = JSON.stringify({ reason: 'file-removed' } satisfies Failure);
    await tx.updateTable('picture').set({ hash: null, url: null, failure }).where('hash', 'in', hashes).execute();
    await tx.deleteFrom('blob').where('hash', 'in', hashes).execute();
    await tx.deleteFrom('blob_use').where('hash', 'in', hashes).execute();
    return hashes.length;
  });
}

/** How large the database is, and what of its images was used since. */
export async function readSizes(db: Database, since: number): Promise<BlobSizes> {
  const { rows } = await sql`
    select (select page_count from pragma_page_count) * (select page_size from pragma_page_size) as file,
      (select coalesce(sum(size), 0) from blob_use where used_at >= ${since}) as recent
  `.execute(db);
  return sizesRow.parse(rows[0]);
}
