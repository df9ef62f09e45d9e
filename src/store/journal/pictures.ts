import { sql } from 'kysely';
import { z } from 'zod';

import type { Picture, PictureKey, PictureState } from '../../core/picture/generation.ts';
import type { Arrived } from '../../core/picture/queue.ts';
import type { RowReader } from '../database/row-reader.ts';
import { transact } from '../database/transaction.ts';
import type { Database } from '../database/transaction.ts';
import { areUnfinished, isUnfinished } from '../database/unfinished.ts';
import { keepForEver } from '../lookup/blobs.ts';
import { PICTURE_COLUMNS, readPicture } from './stored-rows.ts';

const waitingRow = z.object({
  generationId: z.string(),
  index: z.int(),
  payerId: z.string(),
  userId: z.string(),
  arrivedAt: z.int(),
});

type Named = Record<'generationId' | 'index', string | number>;

const pictureName = ({ generationId, index }: Named): string => `${generationId}.${index}`;

/** The pictures that can be read. */
export function readPictures(reader: RowReader, rows: readonly Named[]): Picture[] {
  return reader.all('picture', rows, pictureName, readPicture);
}

/** The same without those of an unreadable generation, which cannot go on. */
function workable(reader: RowReader, rows: readonly Named[]): Picture[] {
  return readPictures(reader, rows).filter(({ generationId }) => !reader.isUnreadable('generation', generationId));
}

/** One picture's row, for `readPicture`. */
export async function selectPicture(db: Database, key: PictureKey): Promise<unknown> {
  return db
    .selectFrom('picture')
    .select(PICTURE_COLUMNS)
    .where('generation_id', '=', key.generationId)
    .where('picture_index', '=', key.index)
    .executeTakeFirst();
}

export async function findByRemoteId(db: Database, remoteId: string): Promise<Picture | undefined> {
  const row = await db
    .selectFrom('picture')
    .select(PICTURE_COLUMNS)
    .where('remote_id', '=', remoteId)
    .executeTakeFirst();
  return row === undefined ? undefined : readPicture(row);
}

/** The pictures of these generations, by generation and index. */
export async function picturesOf(
  db: Database,
  reader: RowReader,
  generationIds: readonly string[],
): Promise<Picture[]> {
  if (generationIds.length === 0) return [];
  const rows = await db
    .selectFrom('picture')
    .select(PICTURE_COLUMNS)
    .where('generation_id', 'in', generationIds)
    .orderBy('generation_id')
    .orderBy('picture_index')
    .execute();
  return readPictures(reader, rows);
}

/** Pictures in one of these states, oldest first; quick for unfinished states, a full scan for others. */
export async function picturesInStates(
  db: Database,
  reader: RowReader,
  states: readonly PictureState[],
): Promise<Picture[]> {
  if (states.length === 0) return [];
  const query = db
    .selectFrom('picture')
    .select(PICTURE_COLUMNS)
    .where('state', 'in', states)
    .orderBy('arrived_at')
    .orderBy('generation_id')
    .orderBy('picture_index');
  const rows = await (areUnfinished(states) ? query.where(isUnfinished) : query).execute();
  return workable(reader, rows);
}

/** All queued pictures by arrival. Who pays takes turns: a server, or a person with a wallet of their own. */
export async function waitingPictures(db: Database, reader: RowReader): Promise<Arrived[]> {
  const rows = await db
    .selectFrom('picture')
    .innerJoin('generation', 'generation.id', 'picture.generation_id')
    .select([
      'generation_id as generationId',
      'picture_index as index',
      'generation.wallet_id as payerId',
      'generation.user_id as userId',
      'arrived_at as arrivedAt',
    ])
    .where('state', '=', 'queued')
    .where(isUnfinished)
    .orderBy('arrived_at')
    .orderBy('generation_id')
    .orderBy('picture_index')
    .execute();
  return reader
    .all('picture', rows, pictureName, (row) => waitingRow.parse(row))
    .filter(({ generationId }) => !reader.isUnreadable('generation', generationId));
}

/** Databases take a limited number of values per query. */
const VALUES_PER_QUERY = 500;

/** Of these remote ids, the ones that belong to a picture. */
export async function knownRemoteIds(db: Database, remoteIds: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let start = 0; start < remoteIds.length; start += VALUES_PER_QUERY) {
    const some = remoteIds.slice(start, start + VALUES_PER_QUERY);
    const rows = await db.selectFrom('picture').select('remote_id').where('remote_id', 'in', some).execute();
    for (const { remote_id: remoteId } of rows) if (remoteId !== null) known.add(remoteId);
  }
  return known;
}

/** Told of and not in the blob store; the conditions repeat those of the index `picture_uncopied`. */
export async function uncopiedPictures(db: Database, reader: RowReader, since: number): Promise<Picture[]> {
  const rows = await db
    .selectFrom('picture')
    .select(PICTURE_COLUMNS)
    .where('hash', 'is', null)
    .where('url', 'is not', null)
    .where('finished_at', '>=', since)
    .where('state', 'in', ['kept', 'delivered'])
    .orderBy('finished_at')
    .orderBy('generation_id')
    .orderBy('picture_index')
    .execute();
  return workable(reader, rows);
}

/**
 * Kept although their delivery's message stands; the condition on the state repeats that of the index `picture_kept`.
 */
export async function unseenPictures(db: Database, reader: RowReader): Promise<Picture[]> {
  const rows = await db
    .selectFrom('picture')
    .innerJoin('delivery', (join) =>
      join
        .onRef('delivery.generation_id', '=', 'picture.generation_id')
        .onRef('delivery.part', '=', 'picture.delivery_part'),
    )
    .select(PICTURE_COLUMNS)
    .where(sql<boolean>`picture.state = 'kept'`)
    .where('delivery.status', '=', 'posted')
    .execute();
  // Sorted here: by order of an index, the whole history would be read.
  return workable(reader, rows).toSorted((a, b) => a.generationId.localeCompare(b.generationId) || a.index - b.index);
}

/** Notes that a picture's bytes are in the blob store, where they stay from then on. */
export async function noteHash(db: Database, key: PictureKey, hash: string): Promise<void> {
  await transact(db, async (tx) => {
    const row = await tx
      .updateTable('picture')
      .set({ hash })
      .where('generation_id', '=', key.generationId)
      .where('picture_index', '=', key.index)
      .returning(['finished_at', 'arrived_at'])
      .executeTakeFirst();
    if (row !== undefined) await keepForEver(tx, [hash], row.finished_at ?? row.arrived_at);
  });
}
