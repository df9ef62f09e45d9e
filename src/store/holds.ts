import { sql } from 'kysely';
import type { Expression, SqlBool } from 'kysely';

import type { Account, Balance } from '../core/budget.ts';
import type { MoneyEffect } from '../core/generation.ts';
import type { MicroUsd } from '../core/money.ts';
import type { NewGeneration, PictureKey } from '../app/ports/journal.ts';
import { accountKeys } from './accounts.ts';
import type { AccountKey } from './accounts.ts';
import { readBalance } from './balances.ts';
import type { Tx } from './transaction.ts';

/**
 * Adds the amount to what the account holds in the period, if that fits under its cap; tells the balance
 * that it did not fit beside. One conditional update decides, so that nobody can come in between.
 */
export async function holdInAccount(
  tx: Tx,
  { scope, id, cap }: Account,
  periodKey: string,
  amount: MicroUsd,
): Promise<{ refused: Balance } | undefined> {
  await tx
    .insertInto('balance')
    .values({ scope, id, period_key: periodKey, spent: 0, held: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { numUpdatedRows } = await tx
    .updateTable('balance')
    .set((eb) => ({ held: eb('held', '+', amount) }))
    .where('scope', '=', scope)
    .where('id', '=', id)
    .where('period_key', '=', periodKey)
    .where(fitsUnder(cap, amount))
    .executeTakeFirst();
  return numUpdatedRows === 1n ? undefined : { refused: await readBalance(tx, { scope, id }, periodKey) };
}

/** `fits` of core/budget.ts, as SQL. */
function fitsUnder(cap: MicroUsd, amount: MicroUsd): Expression<SqlBool> {
  return sql<SqlBool>`spent + held + ${amount} <= ${cap}`;
}

/** Writes the hold entry of every picture of a new generation. */
export async function writeHolds(tx: Tx, generation: NewGeneration, periodKey: string): Promise<void> {
  const { id, price, wallet, userId, place, createdAt } = generation;
  await tx
    .insertInto('entry')
    .values(
      generation.seeds.map((_, offset) => ({
        generation_id: id,
        picture_index: offset + 1,
        kind: 'hold' as const,
        amount: price.each,
        price_version: price.version,
        price_tier: price.tier,
        wallet_scope: wallet.scope,
        wallet_id: wallet.id,
        user_id: userId,
        channel_id: place.channelId,
        period_key: periodKey,
        at: createdAt,
      })),
    )
    .execute();
}

/**
 * Ends a picture's hold in every account and in the period in which it was taken. Throws when there is no
 * hold, or it has ended before: the state machine and the ledger would contradict each other.
 */
export async function endHold(tx: Tx, key: PictureKey, effect: Exclude<MoneyEffect, 'none'>, now: number): Promise<void> {
  const hold = await tx
    .selectFrom('entry')
    .selectAll()
    .where('generation_id', '=', key.generationId)
    .where('picture_index', '=', key.index)
    .where('kind', '=', 'hold')
    .executeTakeFirst();
  if (hold === undefined) throw new Error(`Picture ${key.generationId}.${key.index} has no hold`);
  await tx
    .insertInto('entry')
    .values({ ...hold, kind: effect, at: now })
    .execute();
  for (const account of accountKeys({ scope: hold.wallet_scope, id: hold.wallet_id })) {
    await endInAccount(tx, account, hold.period_key, hold.amount, effect);
  }
}

async function endInAccount(
  tx: Tx,
  { scope, id }: AccountKey,
  periodKey: string,
  amount: MicroUsd,
  effect: Exclude<MoneyEffect, 'none'>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('balance')
    .set((eb) => ({ held: eb('held', '-', amount), spent: eb('spent', '+', effect === 'settle' ? amount : 0) }))
    .where('scope', '=', scope)
    .where('id', '=', id)
    .where('period_key', '=', periodKey)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`Account ${scope} ${id} has no balance in ${periodKey}`);
}
