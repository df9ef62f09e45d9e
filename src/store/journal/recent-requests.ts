import { sql } from 'kysely';
import { z } from 'zod';

import type { Generation } from '../../core/picture/generation.ts';
import type { Database } from '../database/transaction.ts';
import { isUnfinished } from '../database/unfinished.ts';

type Requester = Pick<Generation, 'id' | 'wallet' | 'userId'>;

/** How many pictures of the member in this wallet have no end yet, those whose end is not known included. */
export async function picturesUnderWay(db: Database, { wallet, userId }: Requester): Promise<number> {
  const { count } = await db
    .selectFrom('picture')
    .select(sql`count(*)`.as('count'))
    .where('state', 'in', ['queued', 'submitting', 'running', 'uncertain'])
    .where(isUnfinished)
    .where('user_id', '=', userId)
    .where('wallet_scope', '=', wallet.scope)
    .where('wallet_id', '=', wallet.id)
    .executeTakeFirstOrThrow();
  return z.int().parse(count);
}

/**
 * When the member's cool-down ends, if it still runs; at its very end it is over.
 * The request itself is not counted, and refused ones leave nothing that could be.
 */
export async function coolDownEnd(
  db: Database,
  { id, wallet, userId }: Requester,
  coolDownMs: number,
  now: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('generation')
    .select('created_at')
    .where('user_id', '=', userId)
    .where('created_at', '>', now - coolDownMs)
    // One from the future was made before the clock was set back: it would lock the member out for as long as the step.
    .where('created_at', '<=', now)
    .where('wallet_scope', '=', wallet.scope)
    .where('wallet_id', '=', wallet.id)
    .where('id', '<>', id)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row === undefined ? undefined : z.int().parse(row.created_at) + coolDownMs;
}
