import { z } from 'zod';

import type { Balance } from '../../core/money/budget.ts';
import type { AccountKey } from '../database/accounts.ts';
import type { Database } from '../database/transaction.ts';

/** A row of amounts as stored. */
export const balanceRow = z.object({ spent: z.int().min(0), held: z.int().min(0), carried: z.int().min(0) });

/** An account's balance in a period; zero when nothing happened in it. */
export async function readBalance(db: Database, { scope, id }: AccountKey, periodKey: string): Promise<Balance> {
  const row = await db
    .selectFrom('balance')
    .select(['spent', 'held', 'carried'])
    .where('scope', '=', scope)
    .where('id', '=', id)
    .where('period_key', '=', periodKey)
    .executeTakeFirst();
  return row === undefined ? { spent: 0, held: 0, carried: 0 } : balanceRow.parse(row);
}
