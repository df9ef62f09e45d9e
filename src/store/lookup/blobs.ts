import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { Blobs, NamedImage } from '../../ports/store/storage.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { keepUsed, noteUse, readSizes, REMOVED_AT_ONCE, removeUnused } from './blob-use.ts';

const blobRow = z.object({ bytes: z.instanceof(Uint8Array), mediaType: z.string() });

/** Bytes in a database, each once. */
export function createBlobs(db: Database): Blobs {
  return {
    hashOf,
    async put(bytes, mediaType) {
      const hash = hashOf(bytes);
      await insertForEver(db, { hash, bytes, mediaType });
      return hash;
    },
    putUntil: (image, until) => transact(db, async (tx) => insertUntil(tx, image, until)),
    async get(hash) {
      const row = await db
        .selectFrom('blob')
        .select(['bytes', 'media_type as mediaType'])
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row === undefined ? undefined : blobRow.parse(row);
    },
    async removeExpired(now) {
      // One statement: an image that is used at this moment is either found there or kept for ever.
      const { numDeletedRows } = await db
        .deleteFrom('blob')
        .where('expires_at', '<=', now)
        .where('hash', 'in', (eb) =>
          eb.selectFrom('blob').select('hash').where('expires_at', '<=', now).limit(REMOVED_AT_ONCE),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    async has(hashes) {
      const rows = await db
        .selectFrom('blob')
        .select('hash')
        .where('hash', 'in', [...hashes])
        .execute();
      return new Set(rows.map(({ hash }) => hash)).size === new Set(hashes).size;
    },
    removeUnused: (before) => removeUnused(db, before),
    sizes: (since) => readSizes(db, since),
  };
}

async function insertUntil(tx: Tx, { hash, bytes, mediaType }: NamedImage, until: number): Promise<void> {
  await tx
    .insertInto('blob')
    .values({ hash, media_type: mediaType, bytes, expires_at: until })
    // What is kept for ever never gets an end; what has one gets the later.
    .onConflict((conflict) =>
      conflict.column('hash').doUpdateSet({ expires_at: until }).where('blob.expires_at', '<', until),
    )
    .execute();
  await keepUsed(tx, hash, until);
}

/** Keeps the image for ever, whether it is new or was kept until a time. */
export async function insertForEver(db: Database | Tx, { hash, bytes, mediaType }: NamedImage): Promise<void> {
  await db
    .insertInto('blob')
    .values({ hash, media_type: mediaType, bytes, expires_at: null })
    // Without the condition every repetition would write the whole image again.
    .onConflict((conflict) =>
      conflict.column('hash').doUpdateSet({ expires_at: null }).where('blob.expires_at', 'is not', null),
    )
    .execute();
}

/**
 * Keeps these for ever if they are there, to be called in the transaction that starts to use them, at the instant
 * `at`.
 */
export async function keepForEver(tx: Tx, hashes: readonly string[], at: number): Promise<void> {
  if (hashes.length === 0) return;
  await tx
    .updateTable('blob')
    .set({ expires_at: null })
    .where('hash', 'in', hashes)
    .where('expires_at', 'is not', null)
    .execute();
  await noteUse(tx, hashes, at);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
