import { z } from 'zod';

import { memberAccountId } from '../../core/money/budget.ts';
import type { UntracedRow } from '../../ports/store/ledger-reader.ts';
import type { Database } from '../database/transaction.ts';

const periodRow = z.object({ periodKey: z.string() });
const untracedRow = z.object({ id: z.string(), amount: z.int().min(0) });

/** The periods in which anything was held in a server, or carried into: each has a balance, be it of zero. */
export async function guildPeriods(db: Database, guildId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('balance')
    .select('period_key as periodKey')
    .where('scope', '=', 'guild')
    .where('id', '=', guildId)
    .execute();
  return rows.map((row) => periodRow.parse(row).periodKey);
}

/**
 * What a server's period carries from before carries were traced: by member, where that comes to the server's amount.
 */
export async function untracedIn(db: Database, guildId: string, periodKey: string): Promise<UntracedRow[]> {
  const rows = await db
    .selectFrom('balance')
    .select(['id', 'untraced as amount'])
    .where('period_key', '=', periodKey)
    .where('untraced', '>', 0)
    .where((eb) =>
      eb.or([
        eb.and([eb('scope', '=', 'guild'), eb('id', '=', guildId)]),
        // Ids of members start with the server's and a slash; the zero is the character after the slash.
        eb.and([eb('scope', '=', 'member'), eb('id', '>', memberAccountId(guildId, '')), eb('id', '<', `${guildId}0`)]),
      ]),
    )
    .orderBy('id')
    .execute();
  const [server, ...members] = rows.map((row) => untracedRow.parse(row));
  if (server?.id !== guildId) return [];
  const isWhole = members.reduce((sum, { amount }) => sum + amount, 0) === server.amount;
  if (!isWhole) return [{ userId: null, amount: server.amount }];
  return members.map(({ id, amount }) => ({ userId: id.slice(guildId.length + 1), amount }));
}
