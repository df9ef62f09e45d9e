import { setTimeout } from 'node:timers/promises';

import { sql } from 'kysely';
import { z } from 'zod';

import { startOfPeriod } from '../../core/money/period.ts';
import { PICTURE_STATES } from '../../core/picture/generation.ts';
import { TIERS } from '../../core/picture/price.ts';
import { VARIANTS } from '../../core/picture/request.ts';
import type { ExportRow } from '../../ports/store/ledger-reader.ts';
import { samePicture } from '../database/same-picture.ts';
import type { Database } from '../database/transaction.ts';
import { readCarry } from './carries.ts';

const ROWS_PER_PAGE = 500;
/** No period but the one without end is longer. */
const LONGEST_PERIOD_MS = 33 * 24 * 3_600_000;

/** Where a page ended: the next one starts behind it. */
type Cursor = Pick<ExportRow, 'heldAt' | 'generationId' | 'index'>;

/** What an export takes of a hold, and what tells whether it does. */
interface StoredRow {
  row: ExportRow;
  rulesVersion: number;
  isReleased: boolean;
}

const exportRow = z
  .object({
    heldAt: z.int(),
    periodKey: z.string(),
    rulesVersion: z.int(),
    userId: z.string(),
    channelId: z.string(),
    generationId: z.string(),
    index: z.int(),
    remoteId: z.string().nullable(),
    variant: z.enum(VARIANTS),
    tier: z.enum(TIERS),
    priceVersion: z.string(),
    amount: z.int().min(0),
    end: z.enum(['settle', 'release']).nullable(),
    state: z.enum(PICTURE_STATES),
    parentId: z.string().nullable(),
    parentIndex: z.int().nullable(),
  })
  .transform(({ amount, end, parentId, parentIndex, rulesVersion, ...row }): StoredRow => ({
    rulesVersion,
    // Not told by amounts: what is free is given back as nothing.
    isReleased: end === 'release',
    row: {
      ...row,
      held: end === null ? amount : 0,
      charged: end === 'settle' ? amount : 0,
      released: end === 'release' ? amount : 0,
      parent: parentId === null || parentIndex === null ? null : { generationId: parentId, index: parentIndex },
    },
  }));

/**
 * Every picture that counts in a server's period, oldest first: held in it, or carried into it. Between two pages the
 * database is free for others, and whatever else waits gets its turn: an export of years must not stop the bot.
 */
export async function* periodEntries(db: Database, guildId: string, periodKey: string): AsyncGenerator<ExportRow> {
  const carry = await readCarry(db, guildId, periodKey);
  const startsAt = startOfPeriod(periodKey);
  const to = carry !== undefined || periodKey === 'none' ? Number.MAX_SAFE_INTEGER : startsAt + LONGEST_PERIOD_MS;
  let cursor: Cursor = { heldAt: Math.min(startsAt, carry?.countsFrom ?? startsAt), generationId: '', index: 0 };
  for (;;) {
    const page = await readPage(db, guildId, cursor, to);
    for (const { row, rulesVersion, isReleased } of page) {
      const isCarried = carry !== undefined && rulesVersion < carry.rulesVersion && !isReleased;
      if (row.periodKey === periodKey || isCarried) yield row;
    }
    const last = page.at(-1)?.row;
    if (last === undefined) return;
    cursor = last;
    // So many pages in a row would take every turn's share of the database; a timer leaves some to the others.
    await setTimeout(1);
  }
}

async function readPage(db: Database, guildId: string, cursor: Cursor, to: number): Promise<StoredRow[]> {
  const rows = await db
    .selectFrom('entry as hold')
    .innerJoin('generation', 'generation.id', 'hold.generation_id')
    .innerJoin('picture', (join) => join.on(samePicture('picture', 'hold')))
    .innerJoin('generation_account as account', (join) =>
      join.onRef('account.generation_id', '=', 'hold.generation_id').on('account.scope', '=', 'guild'),
    )
    .leftJoin('entry as end', (join) => join.on(samePicture('end', 'hold')).on('end.kind', '<>', 'hold'))
    .select(['hold.held_at as heldAt', 'hold.user_id as userId', 'hold.channel_id as channelId'])
    .select([
      'account.period_key as periodKey',
      'account.rules_version as rulesVersion',
      'hold.price_version as priceVersion',
    ])
    .select(['hold.generation_id as generationId', 'hold.picture_index as index', 'picture.remote_id as remoteId'])
    .select(['hold.variant', 'hold.price_tier as tier', 'hold.amount', 'end.kind as end', 'picture.state'])
    .select(['generation.parent_generation_id as parentId', 'generation.parent_index as parentIndex'])
    .where('hold.wallet_scope', '=', 'guild')
    .where('hold.wallet_id', '=', guildId)
    .where('hold.kind', '=', 'hold')
    .where('hold.held_at', '<', to)
    .where(
      sql<boolean>`(hold.held_at, hold.generation_id, hold.picture_index)
        > (${cursor.heldAt}, ${cursor.generationId}, ${cursor.index})`,
    )
    .orderBy('hold.held_at')
    .orderBy('hold.generation_id')
    .orderBy('hold.picture_index')
    .limit(ROWS_PER_PAGE)
    .execute();
  return rows.map((row) => exportRow.parse(row));
}
