import { z } from 'zod';

import type { Period } from '../../core/money/period.ts';
import type { Admission } from '../../core/rules/admission.ts';
import { reachedBy, rearm } from '../../core/rules/alerts.ts';
import type { AlertTrigger } from '../../core/rules/alerts.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Alert } from '../../ports/store/cards.ts';
import type { RuleChange } from '../../ports/store/rulebook.ts';
import type { Tx } from '../database/transaction.ts';
import { readBalance } from '../ledger/balances.ts';
import { addCard } from './card-box.ts';

const reachedRow = z.object({ reached: z.union([z.literal('forecast'), z.coerce.number().int()]) });

/**
 * Notes what the server's account has reached by a hold that was just taken, each once a period, and the card that
 * tells of it. In the hold's own transaction: what is not held is not told, and what is held is told once.
 */
export async function noteReached(tx: Tx, id: string, { accounts, watch, now }: Admission): Promise<void> {
  const account = accounts.find(({ scope }) => scope === 'guild');
  if (watch === undefined || account === undefined) return;
  const { id: guildId, period } = account;
  const usage = { balance: await readBalance(tx, account, period.key), cap: watch.cap, period };
  const triggers: AlertTrigger[] = [];
  for (const trigger of reachedBy(watch, usage, now)) {
    if (await insertReached(tx, { guildId, period, trigger, cardId: id }, now)) triggers.push(trigger);
  }
  if (triggers.length === 0) return;
  const alert: Alert = { id, guildId, triggers, ...usage, at: now };
  await addCard(tx, { kind: 'alert', id }, guildId, alert, now);
}

/** False when it was told of before. */
async function insertReached(
  tx: Tx,
  {
    guildId,
    period,
    trigger,
    cardId,
  }: { guildId: string; period: Period; trigger: AlertTrigger; cardId: string | null },
  now: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('alert')
    .values({
      guild_id: guildId,
      period_key: period.key,
      reached: String(trigger),
      card_id: cardId,
      at: now,
      rearmed_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Arms and disarms a server's alerts after a change of its rules, in the change's transaction. */
export async function rearmAlerts(
  tx: Tx,
  guildId: string,
  before: { rules: Rules; period: Period },
  after: { rules: Rules; period: Period },
  caps: NonNullable<RuleChange['caps']>,
  now: number,
): Promise<void> {
  const { period } = after;
  const balance = await readBalance(tx, { scope: 'guild', id: guildId }, period.key);
  const { armed, passed } = rearm(
    { watch: before.rules.alerts, cap: caps.before, periodKey: before.period.key },
    { watch: after.rules.alerts, usage: { balance, cap: caps.after, period } },
    await toldIn(tx, guildId, period),
  );
  if (armed.length > 0) {
    await tx
      .updateTable('alert')
      .set({ rearmed_at: now })
      .where('guild_id', '=', guildId)
      .where('period_key', '=', period.key)
      .where('rearmed_at', 'is', null)
      .where('reached', 'in', armed.map(String))
      .execute();
  }
  for (const trigger of passed) await insertReached(tx, { guildId, period, trigger, cardId: null }, now);
}

async function toldIn(tx: Tx, guildId: string, period: Period): Promise<AlertTrigger[]> {
  const rows = await tx
    .selectFrom('alert')
    .select('reached')
    .where('guild_id', '=', guildId)
    .where('period_key', '=', period.key)
    .where('rearmed_at', 'is', null)
    .execute();
  return rows.map((row) => reachedRow.parse(row).reached);
}
