import type { Generation } from '../../core/picture/generation.ts';
import type { RowReader } from '../database/row-reader.ts';
import type { Database } from '../database/transaction.ts';
import { picturesOf } from './pictures.ts';
import { readGeneration } from './stored-rows.ts';

/** Throws `UnreadableRecord` when it is none. */
export async function findGeneration(db: Database, reader: RowReader, id: string): Promise<Generation | undefined> {
  const row = await db.selectFrom('generation').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const pictures = await picturesOf(db, reader, [id]);
  return reader.one('generation', id, () => readGeneration(row, pictures));
}

/**
 * A member's newest generations, newest first: those asked for in the server, or with null those paid
 * from the member's own wallet, wherever that was.
 */
export async function recentGenerations(
  db: Database,
  reader: RowReader,
  userId: string,
  guildId: string | null,
  limit: number,
): Promise<Generation[]> {
  const rows = await db
    .selectFrom('generation')
    .selectAll()
    .where('user_id', '=', userId)
    .where((eb) => (guildId === null ? eb('wallet_scope', '=', 'direct') : eb('guild_id', '=', guildId)))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  const pictures = Map.groupBy(await picturesOf(db, reader, ids), ({ generationId }) => generationId);
  return reader.all(
    'generation',
    rows,
    ({ id }) => id,
    (row) => readGeneration(row, pictures.get(row.id) ?? []),
  );
}

/** Notes the user who removed the message; the first one stays noted. */
export async function noteRemoved(db: Database, id: string, userId: string): Promise<void> {
  await db
    .updateTable('generation')
    .set({ removed_by: userId })
    .where('id', '=', id)
    .where('removed_by', 'is', null)
    .execute();
}
