import { sql } from 'kysely';
import { z } from 'zod';

import type { Spend } from '../app/ports/ledger-reader.ts';
import type { Tier } from '../core/price.ts';
import { VARIANTS } from '../core/request.ts';
import type { Variant } from '../core/request.ts';
import type { Database } from './transaction.ts';

const spendRow = z.object({ spent: z.int().min(0), pictures: z.int().min(0) });
const memberRow = spendRow.extend({ userId: z.string() });
const variantRow = spendRow.extend({ variant: z.enum(VARIANTS) });
const kindRow = variantRow.extend({ tier: z.enum(['text', 'references', 'moodboard']) });

/** The condition of the indexes of settled entries, word for word: a bound value would not match it. */
const isSettled = sql<boolean>`kind = 'settle'`;
const spent = sql<number>`sum(amount)`.as('spent');
const pictures = sql<number>`count(*)`.as('pictures');

/** What was spent between each boundary and the next. */
export async function spentByDay(db: Database, guildId: string, boundaries: readonly number[]): Promise<Spend[]> {
  const days: Spend[] = [];
  for (const [offset, to] of boundaries.slice(1).entries()) {
    const row = await settled(db, guildId, boundaries[offset] ?? to, to)
      .select([sql`coalesce(sum(amount), 0)`.as('spent'), pictures])
      .executeTakeFirst();
    days.push(spendRow.parse(row));
  }
  return days;
}

/** Those who spent the most, first. */
export async function spentByMember(
  db: Database,
  guildId: string,
  from: number,
  to: number,
  limit: number,
): Promise<(Spend & { userId: string })[]> {
  const rows = await settled(db, guildId, from, to)
    .select(['user_id as userId', spent, pictures])
    .groupBy('user_id')
    .orderBy('spent', 'desc')
    .orderBy('user_id')
    .limit(limit)
    .execute();
  return rows.map((row) => memberRow.parse(row));
}

/** The dearest variant first. */
export async function spentByVariant(
  db: Database,
  guildId: string,
  from: number,
  to: number,
): Promise<(Spend & { variant: Variant })[]> {
  const rows = await settled(db, guildId, from, to)
    .select(['variant', spent, pictures])
    .groupBy('variant')
    .orderBy('spent', 'desc')
    .orderBy('variant')
    .execute();
  return rows.map((row) => variantRow.parse(row));
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
    .select(['variant', 'price_tier as tier', spent, pictures])
    .where('user_id', '=', userId)
    .groupBy(['variant', 'price_tier'])
    .orderBy('spent', 'desc')
    .orderBy('variant')
    .orderBy('price_tier')
    .execute();
  return rows.map((row) => kindRow.parse(row));
}

function settled(db: Database, guildId: string, from: number, to: number) {
  return db
    .selectFrom('entry')
    .where('wallet_scope', '=', 'guild')
    .where('wallet_id', '=', guildId)
    .where(isSettled)
    .where('held_at', '>=', from)
    .where('held_at', '<', to);
}
