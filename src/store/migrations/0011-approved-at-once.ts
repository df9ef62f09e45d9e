import type { Kysely } from 'kysely';

interface Tables {
  generation_account: { measured: string | null };
  audit: Record<'interaction_id' | 'action' | 'guild_id' | 'actor_id' | 'before' | 'after' | 'reason', string> & {
    target_id: string | null;
    at: number;
  };
  approval: {
    id: string;
    guild_id: string;
    user_id: string;
    request: string;
    state: string;
    decided_by: string | null;
    decided_at: number | null;
    is_raise: number;
  };
  generation: { id: string };
  card: { kind: string; id: string; changes: number };
}

/**
 * What each hold was measured by, and which version of the rules a line of the audit made: so that the ledger can be
 * checked against its caps. A request is approved together with its opening from now on: what was approved and never
 * opened waits again, and raises for requests have a name of their own.
 */
export async function up(db: Kysely<Tables>): Promise<void> {
  for (const [name, type] of [
    ['cap', 'bigint'],
    ['used', 'bigint'],
    ['measured', 'text'],
  ] as const) {
    await db.schema.alterTable('generation_account').addColumn(name, type).execute();
  }
  // What was held before is not measured any more; a later row without a measure is nothing that the bot wrote.
  await db.updateTable('generation_account').set({ measured: 'unknown' }).execute();
  await db.schema.alterTable('audit').addColumn('rules_version', 'integer').execute();
  await db
    .updateTable('audit')
    .set({ action: 'raise for request' })
    .where('action', 'in', ['raise', 'grant'])
    .where('target_id', 'is not', null)
    .where((eb) => eb('reason', '=', eb(eb.val('approved request '), '||', eb.ref('target_id'))))
    .execute();
  await askAgain(db);
}

async function askAgain(db: Kysely<Tables>): Promise<void> {
  const cutOff = await db
    .selectFrom('approval')
    .leftJoin('generation', 'generation.id', 'approval.id')
    .selectAll('approval')
    .where('approval.state', '=', 'approved')
    .where('generation.id', 'is', null)
    .execute();
  for (const { id, guild_id, decided_by, decided_at } of cutOff) {
    await db
      .updateTable('approval')
      .set({ state: 'asked', decided_by: null, decided_at: null, is_raise: 0 })
      .where('id', '=', id)
      .execute();
    await db
      .updateTable('card')
      .set((eb) => ({ changes: eb('changes', '+', 1) }))
      .where('kind', '=', 'approval')
      .where('id', '=', id)
      .execute();
    const line = {
      interaction_id: id,
      action: 'take back approval',
      guild_id,
      actor_id: decided_by ?? '',
      target_id: id,
      at: decided_at ?? 0,
    };
    await db
      .insertInto('audit')
      .values({
        ...line,
        before: JSON.stringify({ state: 'approved' }),
        after: JSON.stringify({ state: 'asked' }),
        reason: 'it had not been opened',
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
