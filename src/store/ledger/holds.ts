import { sql } from 'kysely';
import type { Expression, SqlBool } from 'kysely';

import { usedOf } from '../../core/money/budget.ts';
import type { Account, Balance } from '../../core/money/budget.ts';
import { measureOf } from '../../core/money/measured-hold.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type { MoneyEffect, PictureKey } from '../../core/picture/generation.ts';
import type { NewGeneration } from '../../ports/store/journal.ts';
import type { Tx } from '../database/transaction.ts';
import { balanceRow, readBalance } from './balances.ts';
import { releaseCarried } from './carries.ts';
import { addToSums } from './spent-sums.ts';

/** A hold in one account: what counts against its cap by then. */
export interface HeldIn {
  account: Account;
  used: MicroUsd;
}

/**
 * Adds the amount to what the account holds in its period, if that fits under its cap; tells the balance
 * that it did not fit beside. One conditional update decides, so that no other hold can come in between.
 */
export async function holdInAccount(
  tx: Tx,
  account: Account,
  amount: MicroUsd,
): Promise<HeldIn | { refused: Balance }> {
  const { scope, id, cap, isLifted, period } = account;
  const hold = tx
    .updateTable('balance')
    .set((eb) => ({ held: eb('held', '+', amount) }))
    .where('scope', '=', scope)
    .where('id', '=', id)
    .where('period_key', '=', period.key)
    .returning(['spent', 'held', 'carried']);
  const held = async (): Promise<HeldIn | undefined> => {
    const row = await (
      cap === null || isLifted === true ? hold : hold.where(fitsUnder(cap, amount))
    ).executeTakeFirst();
    return row === undefined ? undefined : { account, used: usedOf(balanceRow.parse(row)) };
  };
  const first = await held();
  if (first !== undefined) return first;
  // The first of a period finds no row to add to.
  await tx
    .insertInto('balance')
    .values({ scope, id, period_key: period.key, spent: 0, held: 0, carried: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await held()) ?? { refused: await readBalance(tx, { scope, id }, period.key) };
}

/** `fits` of core/budget.ts, as SQL. */
function fitsUnder(cap: MicroUsd, amount: MicroUsd): Expression<SqlBool> {
  return sql<SqlBool>`spent + held + carried + ${amount} <= ${cap}`;
}

/**
 * Notes in which accounts and periods a new generation is held and by what each hold was measured, and writes the hold
 * entry of each of its pictures.
 */
export async function writeHolds(
  tx: Tx,
  generation: NewGeneration,
  holds: readonly HeldIn[],
  { rulesVersion, now }: { rulesVersion: number; now: number },
): Promise<void> {
  const { id, price, request, wallet, userId, place } = generation;
  await tx
    .insertInto('generation_account')
    .values(
      holds.map(({ account, used }, position) => ({
        generation_id: id,
        position,
        scope: account.scope,
        id: account.id,
        period_key: account.period.key,
        cap: account.cap,
        used,
        measured: measureOf(account),
        rules_version: rulesVersion,
      })),
    )
    .execute();
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
        variant: request.variant,
        wallet_scope: wallet.scope,
        wallet_id: wallet.id,
        user_id: userId,
        channel_id: place.channelId,
        // Not the generation's own time: a hold lies within its period, to the millisecond.
        held_at: now,
        at: now,
      })),
    )
    .execute();
}

/**
 * Ends a picture's hold in every account and in the periods in which it was taken; what is given back is given back
 * to the periods that carry it, too. Throws when there is no hold, or it has ended before: the state machine and the
 * ledger would contradict each other.
 */
export async function endHold(
  tx: Tx,
  key: PictureKey,
  effect: Exclude<MoneyEffect, 'none'>,
  now: number,
): Promise<void> {
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
  if (effect === 'settle') await addToSums(tx, hold);
  const accounts = await tx
    .selectFrom('generation_account')
    .select(['scope', 'id', 'period_key', 'rules_version'])
    .where('generation_id', '=', key.generationId)
    .execute();
  if (accounts.length === 0) throw new Error(`Generation ${key.generationId} was held in no account`);
  const { numUpdatedRows } = await tx
    .updateTable('balance')
    .set((eb) => ({
      held: eb('held', '-', hold.amount),
      spent: eb('spent', '+', effect === 'settle' ? hold.amount : 0),
    }))
    .where((eb) => eb.or(accounts.map(({ scope, id, period_key }) => eb.and({ scope, id, period_key }))))
    .executeTakeFirst();
  if (numUpdatedRows !== BigInt(accounts.length))
    throw new Error(`An account of generation ${key.generationId} has no balance`);
  const guild = accounts.find(({ scope }) => scope === 'guild');
  if (effect !== 'release' || guild === undefined) return;
  const { amount, user_id: userId, held_at: heldAt } = hold;
  const { id: guildId, period_key: periodKey, rules_version: rulesVersion } = guild;
  await releaseCarried(tx, { guildId, userId, amount, heldAt, periodKey, rulesVersion });
}
