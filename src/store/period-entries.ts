import { setTimeout } from 'node:timers/promises';

import { sql } from 'kysely';
import { z } from 'zod';

import type { ExportRow } from '../app/ports/ledger-reader.ts';
import { PICTURE_STATES } from '../core/generation.ts';
import { VARIANTS } from '../core/request.ts';
import type { Database } from './transaction.ts';

const ROWS_PER_PAGE = 500;

/** Where a page ended: the next one starts behind it. */
type Cursor = Pick<ExportRow, 'heldAt' | 'generationId' | 'index'>;

const exportRow = z
  .object({
    heldAt: z.int(),
    periodKey: z.string(),
    userId: z.string(),
    channelId: z.string(),
    generationId: z.string(),
    index: z.int(),
    remoteId: z.string().nullable(),
    variant: z.enum(VARIANTS),
    tier: z.enum(['text', 'references', 'moodboard']),
    priceVersion: z.string(),
    amount: z.int().min(0),
    end: z.enum(['settle', 'release']).nullable(),
    state: z.enum(PICTURE_STATES),
    parentId: z.string().nullable(),
    parentIndex: z.int().nullable(),
  })
  .transform(({ amount, end, parentId, parentIndex, ...row }): ExportRow => ({
    ...row,
    held: end === null ? amount : 0,
    charged: end === 'settle' ? amount : 0,
    released: end === 'release' ? amount : 0,
    parent: parentId === null || parentIndex === null ? null : { generationId: parentId, index: parentIndex },
  }));

/**
 * Every picture held in a server in the span, oldest first. Between two pages the database is free for others,
 * and whatever else waits gets its turn: an export of years must not stop the bot.
 */
export async function* periodEntries(
  db: Database,
  guildId: string,
  from: number,
  to: number,
  { limit = Number.POSITIVE_INFINITY }: { limit?: number } = {},
): AsyncGenerator<ExportRow> {
  let cursor: Cursor = { heldAt: from, generationId: '', index: 0 };
  for (let left = limit; left > 0; left -= ROWS_PER_PAGE) {
    const page = await readPage(db, guildId, cursor, to, Math.min(left, ROWS_PER_PAGE));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < ROWS_PER_PAGE) return;
    cursor = last;
    // So many pages in a row would take every turn's share of the database; a timer leaves some to the others.
    await setTimeout(1);
  }
}

async function readPage(db: Database, guildId: string, cursor: Cursor, to: number, limit: number): Promise<ExportRow[]> {
  const rows = await db
    .selectFrom('entry as hold')
    .innerJoin('generation', 'generation.id', 'hold.generation_id')
    .innerJoin('picture', (join) =>
      join.onRef('picture.generation_id', '=', 'hold.generation_id').onRef('picture.picture_index', '=', 'hold.picture_index'),
    )
    .innerJoin('generation_account as account', (join) =>
      join.onRef('account.generation_id', '=', 'hold.generation_id').on('account.scope', '=', 'guild'),
    )
    .leftJoin('entry as end', (join) =>
      join
        .onRef('end.generation_id', '=', 'hold.generation_id')
        .onRef('end.picture_index', '=', 'hold.picture_index')
        .on(sql<boolean>`"end".kind <> 'hold'`),
    )
    .select(['hold.held_at as heldAt', 'hold.user_id as userId', 'hold.channel_id as channelId'])
    .select(['account.period_key as periodKey', 'hold.price_version as priceVersion'])
    .select(['hold.generation_id as generationId', 'hold.picture_index as index', 'picture.remote_id as remoteId'])
    .select(['hold.variant', 'hold.price_tier as tier', 'hold.amount', 'end.kind as end', 'picture.state'])
    .select(['generation.parent_generation_id as parentId', 'generation.parent_index as parentIndex'])
    .where('hold.wallet_scope', '=', 'guild')
    .where('hold.wallet_id', '=', guildId)
    .where('hold.kind', '=', 'hold')
    .where('hold.held_at', '<', to)
    .where(sql<boolean>`(hold.held_at, hold.generation_id, hold.picture_index) > (${cursor.heldAt}, ${cursor.generationId}, ${cursor.index})`)
    .orderBy('hold.held_at')
    .orderBy('hold.generation_id')
    .orderBy('hold.picture_index')
    .limit(limit)
    .execute();
  return rows.map((row) => exportRow.parse(row));
}
