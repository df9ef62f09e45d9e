import { sql } from 'kysely';
import { z } from 'zod';

import type { Generation } from '../../core/picture/generation.ts';
import type { Admission } from '../../core/rules/admission.ts';
import { MOST_REFERENCE_BYTES, REFERENCE_SPAN_MS } from '../../core/rules/rules.ts';
import type { Database } from '../database/transaction.ts';

const usedRow = z.object({ hash: z.string(), size: z.int() });

/**
 * Whether these images and those that the person's requests used within a day take more room than one person may have
 * in a day, in all servers together. Each counts once, whatever became of the pictures: a cancelled one keeps its
 * images.
 */
export async function storesTooMuch(
  db: Database,
  { id, userId }: Pick<Generation, 'id' | 'userId'>,
  brought: readonly { hash: string; size: number }[],
  { now, referenceBytes = MOST_REFERENCE_BYTES }: Pick<Admission, 'now' | 'referenceBytes'>,
): Promise<boolean> {
  if (brought.length === 0) return false;
  const { rows } = await sql`
    select hash, size from blob_use where hash in (
      select reference.value ->> 'hash' from generation, json_each(generation.request, '$.references') as reference
      where generation.user_id = ${userId}
        and generation.created_at > ${now - REFERENCE_SPAN_MS}
        and generation.created_at <= ${now}
        and generation.id <> ${id}
    )
  `.execute(db);
  const sizes = new Map(
    z
      .array(usedRow)
      .parse(rows)
      .map(({ hash, size }) => [hash, size]),
  );
  for (const { hash, size } of brought) sizes.set(hash, size);
  return [...sizes.values()].reduce((sum, size) => sum + size, 0) > referenceBytes;
}
