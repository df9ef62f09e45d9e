import { accountsFor } from '../core/budget.ts';
import type { Ceilings } from '../core/budget.ts';
import type { Period } from '../core/period.ts';
import type { NewGeneration, OpenOutcome } from '../app/ports/journal.ts';
import { requireAmount } from './accounts.ts';
import { readGuildCap } from './guild-cap.ts';
import { holdInAccount, writeHolds } from './holds.ts';
import { newGeneration } from './new-generation.ts';
import { transact } from './transaction.ts';
import type { Database, Tx } from './transaction.ts';

/** Records a generation and holds its whole price in every account, or does nothing. */
export async function openGeneration(
  db: Database,
  opened: NewGeneration,
  ceilings: Ceilings,
  period: Period,
): Promise<OpenOutcome> {
  const generation = newGeneration(opened);
  const total = opened.price.each * opened.seeds.length;
  for (const amount of [opened.price.each, total, ...Object.values(ceilings)]) requireAmount(amount);

  return transact<OpenOutcome>(db, async (tx, abandon) => {
    if (!(await insertGeneration(tx, opened))) return { kind: 'duplicate' };
    await insertPictures(tx, opened);
    const { wallet } = opened;
    const guildCap = wallet.scope === 'guild' ? await readGuildCap(tx, wallet.id) : undefined;
    for (const account of accountsFor(wallet, guildCap, ceilings)) {
      const miss = await holdInAccount(tx, account, period.key, total);
      if (miss !== undefined) {
        return abandon({ kind: 'refused', scope: account.scope, balance: miss.refused, cap: account.cap });
      }
    }
    await writeHolds(tx, opened, period.key);
    return { kind: 'opened', generation };
  });
}

/** False when the id exists. */
async function insertGeneration(tx: Tx, generation: NewGeneration): Promise<boolean> {
  const { place, wallet, parent, price, reply } = generation;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('generation')
    .values({
      id: generation.id,
      guild_id: place.guildId,
      channel_id: place.channelId,
      wallet_scope: wallet.scope,
      wallet_id: wallet.id,
      user_id: generation.userId,
      verb: generation.verb,
      parent_generation_id: parent?.generationId ?? null,
      parent_index: parent?.index ?? null,
      request: JSON.stringify(generation.request),
      price_version: price.version,
      price_tier: price.tier,
      price_each: price.each,
      is_private: generation.isPrivate ? 1 : 0,
      is_spoiler: generation.isSpoiler ? 1 : 0,
      reply_application_id: reply.applicationId,
      reply_token: reply.token,
      reply_message_id: reply.messageId,
      attachment_limit: generation.attachmentLimit,
      created_at: generation.createdAt,
      removed_by: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function insertPictures(tx: Tx, { id, seeds, createdAt }: NewGeneration): Promise<void> {
  await tx
    .insertInto('picture')
    .values(
      seeds.map((seed, offset) => ({
        generation_id: id,
        picture_index: offset + 1,
        seed,
        state: 'queued' as const,
        arrived_at: createdAt,
      })),
    )
    .execute();
}
