import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';

import type { WrongSum } from '../../ports/store/ledger-snapshot.ts';
import type { Database } from '../database/transaction.ts';
import { DAY_MS, HOUR_MS } from '../ledger/spent-sums.ts';

const wrongRow = z
  .object({
    guildId: z.string(),
    unit: z.int(),
    name: z.string(),
    keptSpent: z.int(),
    keptPictures: z.int(),
    spent: z.int(),
    pictures: z.int(),
  })
  .transform(({ guildId, unit, name, keptSpent, keptPictures, spent, pictures }) => ({
    guildId,
    unit,
    name,
    kept: { spent: keptSpent, pictures: keptPictures },
    summed: { spent, pictures },
  }));

/**
 * Sums kept for reports and changes of period that are not what the settled entries come to, at most `limit` of each
 * kind.
 */
export async function wrongSums(db: Database, limit: number): Promise<WrongSum[]> {
  const hours = await compare(
    db,
    sql`select guild_id, hour, variant, spent, pictures, 0, 0 from spent_by_hour`,
    HOUR_MS,
    sql`variant`,
    limit,
  );
  const days = await compare(
    db,
    sql`select guild_id, day, user_id, spent, pictures, 0, 0 from spent_by_member_day`,
    DAY_MS,
    sql`user_id`,
    limit,
  );
  return [
    ...hours.map(({ guildId, unit, name, kept, summed }) => ({
      kind: 'hour' as const,
      guildId,
      from: unit * HOUR_MS,
      variant: name,
      kept,
      summed,
    })),
    ...days.map(({ guildId, unit, name, kept, summed }) => ({
      kind: 'member-day' as const,
      guildId,
      from: unit * DAY_MS,
      userId: name,
      kept,
      summed,
    })),
  ];
}

/** Puts what is kept beside what the entries come to: a row that only one of them has is a difference too. */
async function compare(
  db: Database,
  kept: RawBuilder<unknown>,
  unitMs: number,
  name: RawBuilder<unknown>,
  limit: number,
) {
  const { rows } = await sql`
    with both_sides (guild_id, unit, name, kept_spent, kept_pictures, spent, pictures) as (
      ${kept}
      union all
      select wallet_id, held_at / ${sql.lit(unitMs)}, ${name}, 0, 0, sum(amount), count(*)
      from entry where kind = 'settle' and wallet_scope = 'guild' group by 1, 2, 3
    )
    select guild_id as "guildId", unit, name, sum(kept_spent) as "keptSpent", sum(kept_pictures) as "keptPictures",
      sum(spent) as spent, sum(pictures) as pictures
    from both_sides group by guild_id, unit, name
    having sum(kept_spent) <> sum(spent) or sum(kept_pictures) <> sum(pictures)
    order by 1, 2, 3 limit ${limit}
  `.execute(db);
  return rows.map((row) => wrongRow.parse(row));
}
