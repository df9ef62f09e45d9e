import { sql } from 'kysely';
import { z } from 'zod';

import { memberAccountId } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type { Period } from '../../core/money/period.ts';
import { samePicture } from '../database/same-picture.ts';
import type { Database, Tx } from '../database/transaction.ts';

/**
 * A period that took over from another counts every hold since an instant, as long as it is not released, that was
 * taken under rules of an earlier version: what was held in the period itself is its own, the rest is carried.
 */
export interface Carry {
  periodKey: string;
  countsFrom: number;
  rulesVersion: number;
}

const carryRow = z.object({ periodKey: z.string(), countsFrom: z.int(), rulesVersion: z.int() });
const COLUMNS = ['period_key as periodKey', 'counts_from as countsFrom', 'rules_version as rulesVersion'] as const;

/** What the period carries; undefined when nothing was ever carried into it. */
export async function readCarry(db: Database, guildId: string, periodKey: string): Promise<Carry | undefined> {
  const row = await db
    .selectFrom('carry')
    .select(COLUMNS)
    .where('guild_id', '=', guildId)
    .where('period_key', '=', periodKey)
    .executeTakeFirst();
  return row === undefined ? undefined : carryRow.parse(row);
}

/** Since when a server's period counts what was held: its own start, or an earlier one that it took over from. */
export async function countsFrom(
  db: Database,
  guildId: string,
  period: Pick<Period, 'key' | 'startsAt'>,
): Promise<number> {
  const carry = await readCarry(db, guildId, period.key);
  return Math.min(period.startsAt, carry?.countsFrom ?? period.startsAt);
}

/** Notes what the period carries from now on. */
export async function writeCarry(
  tx: Tx,
  guildId: string,
  { periodKey, countsFrom: from, rulesVersion }: Carry,
): Promise<void> {
  const values = { counts_from: from, rules_version: rulesVersion };
  await tx
    .insertInto('carry')
    .values({ guild_id: guildId, period_key: periodKey, ...values })
    .onConflict((conflict) => conflict.columns(['guild_id', 'period_key']).doUpdateSet(values))
    .execute();
}

/** A hold that is given back. */
interface ReleasedHold {
  guildId: string;
  userId: string;
  amount: MicroUsd;
  heldAt: number;
  /** The server's period in which it was taken, and the version of its rules then. */
  periodKey: string;
  rulesVersion: number;
}

/** Gives a released hold back to every period that carries it, of the server and of its member. */
export async function releaseCarried(tx: Tx, hold: ReleasedHold): Promise<void> {
  const { guildId, userId, amount } = hold;
  const carriers = tx
    .selectFrom('carry')
    .select('period_key')
    .where('guild_id', '=', guildId)
    .where('counts_from', '<=', hold.heldAt)
    .where('rules_version', '>', hold.rulesVersion)
    .where('period_key', '<>', hold.periodKey);
  await tx
    .updateTable('balance')
    .set((eb) => ({ carried: eb('carried', '-', amount) }))
    .where((eb) =>
      eb.or([
        eb.and({ scope: 'guild', id: guildId }),
        eb.and({ scope: 'member', id: memberAccountId(guildId, userId) }),
      ]),
    )
    .where('period_key', 'in', carriers)
    .execute();
}

/** What one member's holds add to what a period of their server carries. */
interface CarriedSum {
  guildId: string;
  userId: string;
  periodKey: string;
  amount: MicroUsd;
}

const carriedSum = z.object({ guildId: z.string(), userId: z.string(), periodKey: z.string(), amount: z.int().min(0) });

/** What every period carries, recomputed from the holds; reads the whole ledger. */
export async function carriedSums(db: Database): Promise<CarriedSum[]> {
  const rows = await db
    .selectFrom('carry')
    .innerJoin('entry as hold', (join) =>
      join
        .onRef('hold.wallet_id', '=', 'carry.guild_id')
        .onRef('hold.held_at', '>=', 'carry.counts_from')
        .on('hold.wallet_scope', '=', 'guild')
        .on('hold.kind', '=', 'hold'),
    )
    .innerJoin('generation_account as account', (join) =>
      join
        .onRef('account.generation_id', '=', 'hold.generation_id')
        .onRef('account.rules_version', '<', 'carry.rules_version')
        .onRef('account.period_key', '<>', 'carry.period_key')
        .on('account.scope', '=', 'guild'),
    )
    .leftJoin('entry as release', (join) => join.on(samePicture('release', 'hold')).on('release.kind', '=', 'release'))
    .select(['carry.guild_id as guildId', 'carry.period_key as periodKey', 'hold.user_id as userId'])
    .select(sql`sum(hold.amount)`.as('amount'))
    .where('release.kind', 'is', null)
    .groupBy(['carry.guild_id', 'carry.period_key', 'hold.user_id'])
    // What cost nothing was carried into no account.
    .having(sql`sum(hold.amount)`, '>', 0)
    .execute();
  return rows.map((row) => carriedSum.parse(row));
}
