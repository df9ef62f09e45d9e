import { sql } from 'kysely';
import { z } from 'zod';

import { memberAccountId } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import { samePicture } from '../database/same-picture.ts';
import type { Tx } from '../database/transaction.ts';
import { isUnfinished } from '../database/unfinished.ts';
import { DAY_MS } from './spent-sums.ts';

/** Amounts by account: the server's own under its id, its members' under theirs. */
export type Amounts = Map<string, MicroUsd>;

const memberSum = z.object({ userId: z.string(), amount: z.int().min(0) });

/**
 * What was held at the instant or later and not released, for a server and each of its members. Whole days are
 * read from the sums: one statement over a million entries would stop the bot for a second.
 */
export async function heldSince(tx: Tx, guildId: string, instant: number): Promise<Amounts> {
  const firstWholeDay = Math.ceil(instant / DAY_MS);
  const rows = [
    ...(await settledInDays(tx, guildId, firstWholeDay)),
    ...(await settledWithin(tx, guildId, instant, firstWholeDay * DAY_MS)),
    ...(await openSince(tx, guildId, instant)),
  ];
  const amounts: Amounts = new Map();
  let total = 0;
  for (const row of rows) {
    const { userId, amount } = memberSum.parse(row);
    const id = memberAccountId(guildId, userId);
    amounts.set(id, (amounts.get(id) ?? 0) + amount);
    total += amount;
  }
  return rows.length === 0 ? amounts : amounts.set(guildId, total);
}

async function settledInDays(tx: Tx, guildId: string, firstDay: number): Promise<unknown[]> {
  return tx
    .selectFrom('spent_by_member_day')
    .select(['user_id as userId', sql`sum(spent)`.as('amount')])
    .where('guild_id', '=', guildId)
    .where('day', '>=', firstDay)
    .groupBy('user_id')
    .execute();
}

async function settledWithin(tx: Tx, guildId: string, from: number, to: number): Promise<unknown[]> {
  return tx
    .selectFrom('entry')
    .select(['user_id as userId', sql`sum(amount)`.as('amount')])
    .where('wallet_scope', '=', 'guild')
    .where('wallet_id', '=', guildId)
    .where('kind', '=', 'settle')
    .where('held_at', '>=', from)
    .where('held_at', '<', to)
    .groupBy('user_id')
    .execute();
}

/** Holds that have not ended: their pictures are unfinished, and there are never many of these. */
async function openSince(tx: Tx, guildId: string, instant: number): Promise<unknown[]> {
  return tx
    .selectFrom('picture')
    .innerJoin('entry as hold', (join) => join.on(samePicture('hold', 'picture')).on('hold.kind', '=', 'hold'))
    .leftJoin('entry as end', (join) => join.on(samePicture('end', 'picture')).on('end.kind', '<>', 'hold'))
    .select(['hold.user_id as userId', 'hold.amount'])
    .where('picture.wallet_scope', '=', 'guild')
    .where('picture.wallet_id', '=', guildId)
    .where(isUnfinished)
    .where('hold.held_at', '>=', instant)
    .where('end.kind', 'is', null)
    .execute();
}
