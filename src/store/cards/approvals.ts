import { z } from 'zod';

import { APPROVAL_STATES, keptRequestSchema, TOLD_WAYS } from '../../core/rules/approval.ts';
import type { Approval, ApprovalRecord, KeptRequest, Lift } from '../../core/rules/approval.ts';
import type { Approvals } from '../../ports/store/approvals.ts';
import type { Actor } from '../../ports/store/rulebook.ts';
import { writeAudit } from '../database/audit.ts';
import { jsonColumn } from '../database/json-column.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { RowReader } from '../database/row-reader.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { addCard, fallBehind } from './card-box.ts';

const approvalRow = z
  .object({
    request: jsonColumn(keptRequestSchema),
    state: z.enum(APPROVAL_STATES),
    asked_at: z.int(),
    expires_at: z.int(),
    decided_by: z.string().nullable(),
    decided_at: z.int().nullable(),
    is_raise: z.int(),
    reason: z.string().nullable(),
    told: z.enum(TOLD_WAYS).nullable(),
  })
  .transform((row): Approval => ({
    ...row.request,
    state: row.state,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    told: row.told,
    decision:
      row.decided_by === null || row.decided_at === null
        ? null
        : { by: row.decided_by, at: row.decided_at, isRaise: row.is_raise === 1, reason: row.reason },
  }));

/** A stored approval. Throws when the row is not one. */
export function readApproval(row: unknown): Approval {
  return approvalRow.parse(row);
}

/** Requests that wait for moderators, in a database. */
export function createApprovals(db: Database, reader: RowReader = createRowReader()): Approvals {
  return {
    ask: (request, times, most) => ask(db, reader, request, times, most),
    find: (id) => find(db, reader, id),
    deny: (id, { actor, reason }, now) =>
      transact(db, async (tx) => {
        const denied = await decide(tx, id, { to: 'denied', actor, isRaise: false, reason }, now);
        if (denied === undefined) return false;
        await writeDecision(tx, denied, { action: 'deny', actor, reason }, now);
        return true;
      }),
    fail: async (id) =>
      transact(db, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('approval')
          .set({ state: 'failed' })
          .where('id', '=', id)
          .where('state', '=', 'asked')
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await fallBehind(tx, { kind: 'approval', id });
        return true;
      }),
    expire: async (now) =>
      transact(db, async (tx) => {
        const rows = await tx
          .updateTable('approval')
          .set({ state: 'expired' })
          .where('state', '=', 'asked')
          .where('expires_at', '<=', now)
          .returningAll()
          .execute();
        const expired = reader.all(
          'approval',
          rows,
          ({ id }) => id,
          (row) => readApproval(row),
        );
        for (const { id } of expired) await fallBehind(tx, { kind: 'approval', id });
        return expired;
      }),
    async noteTold(id, told) {
      await db.updateTable('approval').set({ told }).where('id', '=', id).where('told', 'is', null).execute();
    },
  };
}

async function ask(
  db: Database,
  reader: RowReader,
  request: KeptRequest,
  { askedAt, expiresAt }: { askedAt: number; expiresAt: number },
  most: number,
): Promise<'asked' | 'known' | 'too-many'> {
  const { id, guildId, userId } = request;
  return transact<'asked' | 'known' | 'too-many'>(db, async (tx) => {
    if ((await find(tx, reader, id)) !== undefined) return 'known';
    const waiting = await tx
      .selectFrom('approval')
      .select('id')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('state', '=', 'asked')
      .where('expires_at', '>', askedAt)
      .limit(most)
      .execute();
    if (waiting.length >= most) return 'too-many';
    await tx
      .insertInto('approval')
      .values({
        id,
        guild_id: guildId,
        user_id: userId,
        request: JSON.stringify(keptRequestSchema.parse(request)),
        state: 'asked',
        asked_at: askedAt,
        expires_at: expiresAt,
        decided_by: null,
        decided_at: null,
        is_raise: 0,
        reason: null,
        told: null,
      })
      .execute();
    await addCard(tx, { kind: 'approval', id }, guildId, {}, askedAt);
    return 'asked';
  });
}

async function find(db: Database | Tx, reader: RowReader, id: string): Promise<Approval | undefined> {
  const row = await db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : reader.one('approval', id, () => readApproval(row));
}

interface Decision {
  to: 'approved' | 'denied';
  actor: Actor;
  isRaise: boolean;
  reason: string | null;
}

/** Decides what is still asked, if it has not expired; undefined when it was decided already. */
export async function decide(
  tx: Tx,
  id: string,
  { to, actor, isRaise, reason }: Decision,
  now: number,
): Promise<Approval | undefined> {
  const row = await tx
    .updateTable('approval')
    .set({ state: to, decided_by: actor.userId, decided_at: now, is_raise: isRaise ? 1 : 0, reason })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : readApproval(row);
}

/** Writes a decision's line into the audit, and leaves it to be shown on the card. */
export async function writeDecision(
  tx: Tx,
  { id, guildId, state, lifts, price, userId }: Approval,
  { action, actor, reason }: { action: 'approve' | 'deny'; actor: Actor; reason: string | null },
  now: number,
): Promise<void> {
  const after: ApprovalRecord = { state, lifts, price, userId };
  await writeAudit(tx, guildId, { actor, action, targetId: id, reason }, { before: { state: 'asked' }, after }, now);
  await fallBehind(tx, { kind: 'approval', id });
}

/** Notes which limits were lifted: the request was asked on what stood in its way then. */
export async function noteLifts(
  tx: Tx,
  { state: _state, askedAt: _asked, expiresAt: _expires, told: _told, decision: _decision, ...request }: Approval,
  lifts: readonly Lift[],
): Promise<void> {
  await tx
    .updateTable('approval')
    .set({ request: JSON.stringify({ ...request, lifts } satisfies KeptRequest) })
    .where('id', '=', request.id)
    .execute();
}
