import { z } from 'zod';

import { memberAccountId, usedOf } from '../core/budget.ts';
import type { Balance } from '../core/budget.ts';
import type { Period } from '../core/period.ts';
import { balanceRow } from './balances.ts';
import { heldSince } from './held-since.ts';
import type { Amounts } from './held-since.ts';
import type { CutOff } from './stored-rules.ts';
import type { Tx } from './transaction.ts';

/** A change of how a server's periods run. */
interface Switch {
  guildId: string;
  oldPeriod: Period;
  newPeriod: Period;
  cutOff: CutOff | null;
  now: number;
}

const balanceWithId = balanceRow.extend({ id: z.string() });

/** Rows in one insert: databases take a limited number of values per query. */
const ROWS_PER_INSERT = 500;

/**
 * Makes everything count in the new period, for the server and each of its members, that was spent or held
 * since the new period's start, or that counted in the old one. What a period carries never becomes less:
 * otherwise a detour over a third period would free it.
 */
export async function carryOver(tx: Tx, change: Switch): Promise<void> {
  const { guildId, newPeriod } = change;
  const window = await heldSince(tx, guildId, newPeriod.startsAt);
  const earlier = await earlierTotals(tx, change);
  const present = await balancesIn(tx, guildId, newPeriod.key);
  const rows = [...new Set([...window.keys(), ...earlier.keys()])].flatMap((id) => {
    const { spent, held, carried } = present.get(id) ?? { spent: 0, held: 0, carried: 0 };
    const wanted = Math.max(window.get(id) ?? 0, earlier.get(id) ?? 0) - spent - held;
    const scope = id === guildId ? ('guild' as const) : ('member' as const);
    return wanted > carried ? [{ scope, id, period_key: newPeriod.key, spent: 0, held: 0, carried: wanted }] : [];
  });
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('balance')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict.columns(['scope', 'id', 'period_key']).doUpdateSet((eb) => ({ carried: eb.ref('excluded.carried') })),
      )
      .execute();
  }
}

/**
 * What counted in the old period. The period `none` has no end, and nobody could ever leave it if all of it
 * counted; in its place stands the period that it cut off, while that would still run, with what came since.
 */
async function earlierTotals(tx: Tx, { guildId, oldPeriod, cutOff, now }: Switch): Promise<Amounts> {
  const old = await totalsIn(tx, guildId, oldPeriod.key);
  if (oldPeriod.endsAt !== null) return old;
  if (cutOff === null || now >= cutOff.endsAt) return new Map();
  const before = await totalsIn(tx, guildId, cutOff.key);
  for (const [id, since] of await heldSince(tx, guildId, cutOff.at)) {
    const untilThen = before.get(id) ?? 0;
    // A hold of the very millisecond of the cut may be in both: together they are never more than `none` saw.
    before.set(id, Math.max(untilThen, Math.min(untilThen + since, old.get(id) ?? 0)));
  }
  return before;
}

async function totalsIn(tx: Tx, guildId: string, periodKey: string): Promise<Amounts> {
  return new Map([...(await balancesIn(tx, guildId, periodKey))].map(([id, balance]) => [id, usedOf(balance)]));
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
