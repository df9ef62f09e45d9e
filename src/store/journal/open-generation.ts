import type { Admission } from '../../core/rules/admission.ts';
import type { NewGeneration, OpenOutcome } from '../../ports/store/journal.ts';
import type { NamedImage } from '../../ports/store/storage.ts';
import { noteReached } from '../cards/alerts.ts';
import { requireAmount } from '../database/accounts.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { holdInAccount, writeHolds } from '../ledger/holds.ts';
import type { HeldIn } from '../ledger/holds.ts';
import { insertForEver, keepForEver } from '../lookup/blobs.ts';
import { readRulesVersion } from '../rules/stored-rules.ts';
import { newGeneration } from './new-generation.ts';
import { coolDownEnd, picturesUnderWay } from './recent-requests.ts';
import { storesTooMuch } from './stored-references.ts';

/**
 * Records a generation with its images and holds its whole price in every account of the admission, or does nothing.
 */
export async function openGeneration(
  db: Database,
  opened: NewGeneration,
  admission: Admission,
  rulesVersion: number | null,
  images: readonly NamedImage[] = [],
): Promise<OpenOutcome> {
  return transact<OpenOutcome>(db, async (tx, abandon) => {
    const outcome = await openIn(tx, opened, admission, rulesVersion, images);
    return outcome.kind === 'opened' || outcome.kind === 'duplicate' ? outcome : abandon(outcome);
  });
}

/** The same within the caller's transaction, which has to be rolled back unless the generation was opened. */
export async function openIn(
  tx: Tx,
  opened: NewGeneration,
  admission: Admission,
  rulesVersion: number | null,
  images: readonly NamedImage[] = [],
): Promise<OpenOutcome> {
  const generation = newGeneration(opened);
  const total = opened.price.each * opened.seeds.length;
  const { accounts } = admission;
  if (accounts.length === 0) throw new RangeError('A generation is paid from at least one account');
  for (const amount of [opened.price.each, total, ...accounts.map(({ cap }) => cap ?? 0)]) requireAmount(amount);

  if (!(await insertGeneration(tx, opened))) return { kind: 'duplicate' };
  const refused = await refusal(tx, opened, admission, rulesVersion, images);
  if (refused !== undefined) return refused;
  const holds: HeldIn[] = [];
  for (const account of accounts) {
    const held = await holdInAccount(tx, account, total);
    if ('refused' in held) return { kind: 'refused', account, balance: held.refused };
    holds.push(held);
  }
  await insertPictures(tx, opened);
  await writeHolds(tx, opened, holds, {
    rulesVersion: rulesVersion ?? (await readRulesVersion(tx, opened.wallet.id)),
    now: admission.now,
  });
  await noteReached(tx, opened.id, admission);
  for (const image of images) await insertForEver(tx, image);
  await keepForEver(
    tx,
    opened.request.references.map(({ hash }) => hash),
    opened.createdAt,
  );
  return { kind: 'opened', generation };
}

/** What stands against the admission besides money; to be asked before the new pictures are written. */
async function refusal(
  tx: Tx,
  opened: NewGeneration,
  admission: Admission,
  rulesVersion: number | null,
  images: readonly NamedImage[],
): Promise<OpenOutcome | undefined> {
  const { atOnce, coolDownMs, now } = admission;
  if (rulesVersion !== null && rulesVersion !== (await readRulesVersion(tx, opened.wallet.id)))
    return { kind: 'stale-rules' };
  if (atOnce !== null) {
    const underWay = await picturesUnderWay(tx, opened);
    if (underWay + opened.seeds.length > atOnce) return { kind: 'too-many-at-once', underWay };
  }
  const until = coolDownMs === null ? undefined : await coolDownEnd(tx, opened, coolDownMs, now);
  if (until !== undefined) return { kind: 'cooling-down', until };
  const brought = images.map(({ hash, bytes }) => ({ hash, size: bytes.length }));
  return (await storesTooMuch(tx, opened, brought, admission)) ? { kind: 'too-many-images' } : undefined;
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
      is_age_restricted: generation.isAgeRestricted === null ? null : Number(generation.isAgeRestricted),
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

async function insertPictures(tx: Tx, { id, seeds, createdAt, wallet, userId }: NewGeneration): Promise<void> {
  await tx
    .insertInto('picture')
    .values(
      seeds.map((seed, offset) => ({
        generation_id: id,
        picture_index: offset + 1,
        seed,
        state: 'queued' as const,
        arrived_at: createdAt,
        wallet_scope: wallet.scope,
        wallet_id: wallet.id,
        user_id: userId,
      })),
    )
    .execute();
}
