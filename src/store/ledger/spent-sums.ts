import type { Selectable } from 'kysely';

import type { Tables } from '../database/schema.ts';
import type { Tx } from '../database/transaction.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Adds a picture that is being settled to what its server and member spent in the hour and day of the hold. */
export async function addToSums(tx: Tx, hold: Selectable<Tables['entry']>): Promise<void> {
  if (hold.wallet_scope !== 'guild') return;
  const { wallet_id: guildId, held_at: heldAt, amount, variant, user_id: userId } = hold;
  await tx
    .insertInto('spent_by_hour')
    .values({ guild_id: guildId, hour: Math.floor(heldAt / HOUR_MS), variant, spent: amount, pictures: 1 })
    .onConflict((conflict) =>
      conflict.columns(['guild_id', 'hour', 'variant']).doUpdateSet((eb) => ({
        spent: eb('spent_by_hour.spent', '+', amount),
        pictures: eb('spent_by_hour.pictures', '+', 1),
      })),
    )
    .execute();
  await tx
    .insertInto('spent_by_member_day')
    .values({ guild_id: guildId, day: Math.floor(heldAt / DAY_MS), user_id: userId, spent: amount, pictures: 1 })
    .onConflict((conflict) =>
      conflict.columns(['guild_id', 'day', 'user_id']).doUpdateSet((eb) => ({
        spent: eb('spent_by_member_day.spent', '+', amount),
        pictures: eb('spent_by_member_day.pictures', '+', 1),
      })),
    )
    .execute();
}

/** A span as the whole units of time within it (from `first` up to and without `end`) and what is left at its ends. */
export function splitSpan(
  from: number,
  to: number,
  unit: number,
): { first: number; end: number; rest: [number, number][] } {
  const first = Math.ceil(from / unit);
  const end = Math.floor(to / unit);
  if (first >= end) return { first, end: first, rest: [[from, to]] };
  const rest: [number, number][] = [
    [from, first * unit],
    [end * unit, to],
  ];
  return { first, end, rest: rest.filter(([start, stop]) => start < stop) };
}
