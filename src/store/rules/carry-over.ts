import { z } from 'zod';

import { memberAccountId, usedOf } from '../../core/money/budget.ts';
import type { Balance } from '../../core/money/budget.ts';
import { startOfPeriod } from '../../core/money/period.ts';
import type { Period } from '../../core/money/period.ts';
import type { Tx } from '../database/transaction.ts';
import { balanceRow } from '../ledger/balances.ts';
import { countsFrom, writeCarry } from '../ledger/carries.ts';
import { heldSince } from '../ledger/held-since.ts';
import type { Amounts } from '../ledger/held-since.ts';
import type { CutOff } from './stored-rules.ts';

/** A change of how a server's periods run. */
interface Switch {
  guildId: string;
  oldPeriod: Period;
  newPeriod: Period;
  cutOff: CutOff | null;
  /** Of the new rules. */
  rulesVersion: number;
  now: number;
}

const balanceWithId = balanceRow.extend({ id: z.string() });

/** Rows in one insert: databases take a limited number of values per query. */
const ROWS_PER_INSERT = 500;

/**
 * Makes everything count in the new period, for the server and each of its members, that was held since the new
 * period's start, or that counted in the old one. What a period carries never becomes less by a change, otherwise a
 * detour over a third period would free it; only a hold that is released takes its own part along.
 */
export async function carryOver(tx: Tx, change: Switch): Promise<void> {
  const { guildId, newPeriod, rulesVersion } = change;
  const old = await oldCounting(tx, change);
  const from = Math.min(await countsFrom(tx, guildId, newPeriod), old.from);
  await writeCarry(tx, guildId, { periodKey: newPeriod.key, countsFrom: from, rulesVersion });
  const held = await heldSince(tx, guildId, from);
  const present = await balancesIn(tx, guildId, newPeriod.key);
  const rows = [...new Set([...held.keys(), ...old.totals.keys(), ...present.keys()])].flatMap((id) => {
    const was = present.get(id) ?? { spent: 0, held: 0, carried: 0 };
    const traced = held.get(id) ?? 0;
    // More than the pictures come to was counted only where something was carried before that was traced.
    const untraced = Math.max(0, (old.totals.get(id) ?? 0) - traced, usedOf(was) - traced);
    const carried = traced + untraced - was.spent - was.held;
    const scope = id === guildId ? ('guild' as const) : ('member' as const);
    // Also what is carried as before: part of it may have been traced to its pictures only now. And also what is free:
    // it adds nothing, and its period is known by a balance of zero.
    const counts = carried > 0 || held.has(id);
    return counts ? [{ scope, id, period_key: newPeriod.key, spent: 0, held: 0, carried, untraced }] : [];
  });
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('balance')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict
          .columns(['scope', 'id', 'period_key'])
          .doUpdateSet((eb) => ({ carried: eb.ref('excluded.carried'), untraced: eb.ref('excluded.untraced') })),
      )
      .execute();
  }
}

/**
 * What counted in the old period, and since when. The period `none` has no end, and it could never be left if all
 * of it counted; in its place stands the period that it cut off, while that would still run, with what came since.
 */
async function oldCounting(
  tx: Tx,
  { guildId, oldPeriod, cutOff, now }: Switch,
): Promise<{ from: number; totals: Amounts }> {
  if (oldPeriod.endsAt !== null) return counting(tx, guildId, oldPeriod);
  if (cutOff === null || now >= cutOff.endsAt) return { from: Number.POSITIVE_INFINITY, totals: new Map() };
  return counting(tx, guildId, { key: cutOff.key, startsAt: startOfPeriod(cutOff.key) });
}

async function counting(
  tx: Tx,
  guildId: string,
  period: Pick<Period, 'key' | 'startsAt'>,
): Promise<{ from: number; totals: Amounts }> {
  const balances = await balancesIn(tx, guildId, period.key);
  return {
    from: await countsFrom(tx, guildId, period),
    totals: new Map([...balances].map(([id, balance]) => [id, usedOf(balance)])),
  };
}

async function balancesIn(tx: Tx, guildId: string, periodKey: string): Promise<Map<string, Balance>> {
  const columns = ['id', 'spent', 'held', 'carried'] as const;
  const query = tx.selectFrom('balance').select(columns).where('period_key', '=', periodKey);
  const rows = [
    ...(await query.where('scope', '=', 'guild').where('id', '=', guildId).execute()),
    ...(await query
      .where('scope', '=', 'member')
      // Ids of members start with the server's and a slash; the zero is the character after the slash.
      .where('id', '>', memberAccountId(guildId, ''))
      .where('id', '<', `${guildId}0`)
      .execute()),
  ];
  return new Map(rows.map((row) => [row.id, balanceWithId.parse(row)]));
}
