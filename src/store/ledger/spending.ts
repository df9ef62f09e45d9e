import { sql } from 'kysely';
import { z } from 'zod';

import type { Spend } from '../../core/money/money.ts';
import { TIERS } from '../../core/picture/price.ts';
import type { Tier } from '../../core/picture/price.ts';
import { VARIANTS } from '../../core/picture/request.ts';
import type { Variant } from '../../core/picture/request.ts';
import type { Database } from '../database/transaction.ts';
import { DAY_MS, HOUR_MS, splitSpan } from './spent-sums.ts';

const spendRow = z.object({ spent: z.int().min(0), pictures: z.int().min(0) });
const memberRow = spendRow.extend({ userId: z.string() });
const variantRow = spendRow.extend({ variant: z.enum(VARIANTS) });
const kindRow = variantRow.extend({ tier: z.enum(TIERS) });

const entrySums = [sql`sum(amount)`.as('spent'), sql`count(*)`.as('pictures')] as const;
const storedSums = [sql`sum(spent)`.as('spent'), sql`sum(pictures)`.as('pictures')] as const;

const firstRow = z.object({ heldAt: z.int().nullable() });

/** When the first picture that was paid was asked for; null while none was. */
export async function firstSpentAt(db: Database, guildId: string): Promise<number | null> {
  const row = await db
    .selectFrom('entry')
    .select(sql`min(held_at)`.as('heldAt'))
    .where('wallet_scope', '=', 'guild')
    .where('wallet_id', '=', guildId)
    .where('kind', '=', 'settle')
    .executeTakeFirst();
  return firstRow.parse(row).heldAt;
}

/** What was spent between each boundary and the next. */
export async function spentByDay(db: Database, guildId: string, boundaries: readonly number[]): Promise<Spend[]> {
  const days: Spend[] = [];
  for (const [offset, to] of boundaries.slice(1).entries()) {
    const variants = await spentByVariant(db, guildId, boundaries[offset] ?? to, to);
    const spent = variants.reduce((sum, variant) => sum + variant.spent, 0);
    days.push({ spent, pictures: variants.reduce((sum, { pictures }) => sum + pictures, 0) });
  }
  return days;
}

/** The dearest variant first. */
export async function spentByVariant(
  db: Database,
  guildId: string,
  from: number,
  to: number,
): Promise<(Spend & { variant: Variant })[]> {
  const { first, end, rest } = splitSpan(from, to, HOUR_MS);
  const rows: unknown[] = await db
    .selectFrom('spent_by_hour')
    .select(['variant', ...storedSums])
    .where('guild_id', '=', guildId)
    .where('hour', '>=', first)
    .where('hour', '<', end)
    .groupBy('variant')
    .execute();
  for (const [start, stop] of rest) {
    rows.push(
      ...(await settled(db, guildId, start, stop)
        .select(['variant', ...entrySums])
        .groupBy('variant')
        .execute()),
    );
  }
  return dearestFirst(
    rows.map((row) => variantRow.parse(row)),
    ({ variant }) => variant,
  );
}

/** The largest spenders first. */
export async function spentByMember(
  db: Database,
  guildId: string,
  from: number,
  to: number,
  limit: number,
): Promise<(Spend & { userId: string })[]> {
  const { first, end, rest } = splitSpan(from, to, DAY_MS);
  const rows: unknown[] = await db
    .selectFrom('spent_by_member_day')
    .select(['user_id as userId', ...storedSums])
    .where('guild_id', '=', guildId)
    .where('day', '>=', first)
    .where('day', '<', end)
    .groupBy('user_id')
    .execute();
  for (const [start, stop] of rest) {
    const some = settled(db, guildId, start, stop)
      .select(['user_id as userId', ...entrySums])
      .groupBy('user_id');
    rows.push(...(await some.execute()));
  }
  return dearestFirst(
    rows.map((row) => memberRow.parse(row)),
    ({ userId }) => userId,
  ).slice(0, limit);
}

/** What one member spent on each kind of picture, the dearest first. */
export async function spentByMemberKind(
  db: Database,
  guildId: string,
  userId: string,
  from: number,
  to: number,
): Promise<(Spend & { variant: Variant; tier: Tier })[]> {
  const rows = await settled(db, guildId, from, to)
    .select(['variant', 'price_tier as tier', ...entrySums])
    .where('user_id', '=', userId)
    .groupBy(['variant', 'price_tier'])
    .execute();
  return dearestFirst(
    rows.map((row) => kindRow.parse(row)),
    ({ variant, tier }) => `${variant} ${tier}`,
  );
}

function settled(db: Database, guildId: string, from: number, to: number) {
  return (
    db
      .selectFrom('entry')
      .where('wallet_scope', '=', 'guild')
      .where('wallet_id', '=', guildId)
      // Word for word the condition of the index of settled entries: a bound value would not match it.
      .where(sql<boolean>`kind = 'settle'`)
      .where('held_at', '>=', from)
      .where('held_at', '<', to)
  );
}

/** Adds up rows of the same name, and puts the dearest first; names that cost the same by name. */
function dearestFirst<Row extends Spend>(rows: readonly Row[], nameOf: (row: Row) => string): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const { spent, pictures } = sums.get(nameOf(row)) ?? { spent: 0, pictures: 0 };
    sums.set(nameOf(row), { ...row, spent: row.spent + spent, pictures: row.pictures + pictures });
  }
  return [...sums.values()].toSorted((a, b) => b.spent - a.spent || (nameOf(a) < nameOf(b) ? -1 : 1));
}
