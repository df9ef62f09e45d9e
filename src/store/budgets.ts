import type { Budgets } from '../app/ports/budgets.ts';
import { requireAmount } from './accounts.ts';
import { readBalance } from './balances.ts';
import { readGuildCap } from './guild-cap.ts';
import { transact } from './transaction.ts';
import type { Database } from './transaction.ts';

/** Caps and balances in a database. */
export function createBudgets(db: Database): Budgets {
  return {
    guildCap: (guildId) => readGuildCap(db, guildId),
    balance: (scope, id, periodKey) => readBalance(db, { scope, id }, periodKey),
    async setGuildCap(guildId, cap, actor, now) {
      requireAmount(cap);
      await transact(db, async (tx) => {
        const before = await readGuildCap(tx, guildId);
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('audit')
          .values({
            interaction_id: actor.interactionId,
            action: 'guild-cap',
            subject_id: guildId,
            user_id: actor.userId,
            before: before === undefined ? null : JSON.stringify(before),
            after: JSON.stringify(cap),
            at: now,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        // The same event came twice: setting the cap again would undo what was decided since.
        if (numInsertedOrUpdatedRows !== 1n) return;
        await tx
          .insertInto('budget')
          .values({ guild_id: guildId, cap, updated_at: now })
          .onConflict((conflict) => conflict.column('guild_id').doUpdateSet({ cap, updated_at: now }))
          .execute();
      });
    },
  };
}
