import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { Blobs } from '../app/ports/storage.ts';
import type { Database } from './transaction.ts';

const blobRow = z.object({ bytes: z.instanceof(Uint8Array), mediaType: z.string() });

/** Bytes in a database, each once. */
export function createBlobs(db: Database): Blobs {
  return {
    async put(bytes, mediaType) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      await db
        .insertInto('blob')
        .values({ hash, media_type: mediaType, bytes })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute();
      return hash;
    },
    async get(hash) {
      const row = await db
        .selectFrom('blob')
        .select(['bytes', 'media_type as mediaType'])
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row === undefined ? undefined : blobRow.parse(row);
    },
  };
}
