import { z } from 'zod';

import type { ApprovalDecision, Approvals } from '../app/ports/approvals.ts';
import type { Actor } from '../app/ports/rulebook.ts';
import { APPROVAL_STATES, keptRequestSchema, TOLD_WAYS } from '../core/approval.ts';
import type { Approval, ApprovalRecord, KeptRequest } from '../core/approval.ts';
import { writeAudit } from './audit.ts';
import { addCard, fallBehind } from './cards.ts';
import { jsonColumn } from './json-column.ts';
import { transact } from './transaction.ts';
import type { Database, Tx } from './transaction.ts';

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

/** Requests that wait for moderators, in a database. */
export function createApprovals(db: Database): Approvals {
  return {
    ask: (request, times, most) => ask(db, request, times, most),
    find: (id) => find(db, id),
    decide: (id, decision, now) => decide(db, id, decision, now),
    reopen: (id, actor, why, now) => reopen(db, id, actor, why, now),
    fail: async (id) =>
      transact(db, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('approval')
          .set({ state: 'failed' })
          .where('id', '=', id)
          .where('state', 'in', ['asked', 'approved'])
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
        const expired = rows.map((row) => approvalRow.parse(row));
        for (const { id } of expired) await fallBehind(tx, { kind: 'approval', id });
        return expired;
      }),
    async noteTold(id, told) {
      await db.updateTable('approval').set({ told }).where('id', '=', id).where('told', 'is', null).execute();
    },
    async unstarted(expiringAfter) {
      const rows = await db
        .selectFrom('approval')
        .selectAll('approval')
        .leftJoin('generation', 'generation.id', 'approval.id')
        .where('approval.state', '=', 'approved')
        .where('approval.expires_at', '>', expiringAfter)
        .where('generation.id', 'is', null)
        .execute();
      return rows.map((row) => approvalRow.parse(row));
    },
  };
}

async function ask(
  db: Database,
  request: KeptRequest,
  { askedAt, expiresAt }: { askedAt: number; expiresAt: number },
  most: number,
): Promise<'asked' | 'known' | 'too-many'> {
  const { id, guildId, userId } = request;
  return transact<'asked' | 'known' | 'too-many'>(db, async (tx) => {
    if ((await find(tx, id)) !== undefined) return 'known';
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

async function find(db: Database | Tx, id: string): Promise<Approval | undefined> {
  const row = await db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : approvalRow.parse(row);
}

async function decide(db: Database, id: string, { to, actor, isRaise, reason }: ApprovalDecision, now: number): Promise<boolean> {
  return transact(db, async (tx) => {
    const row = await tx
      .updateTable('approval')
      .set({ state: to, decided_by: actor.userId, decided_at: now, is_raise: isRaise ? 1 : 0, reason })
      .where('id', '=', id)
      .where('state', '=', 'asked')
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return false;
    const { guildId, price, lift, userId } = approvalRow.parse(row);
    const action = to === 'approved' ? 'approve' : 'deny';
    const after: ApprovalRecord = { state: to, lift, price, userId };
    await writeAudit(tx, guildId, { actor, action, targetId: id, reason }, { before: { state: 'asked' }, after }, now);
    await fallBehind(tx, { kind: 'approval', id });
    return true;
  });
}

async function reopen(db: Database, id: string, actor: Actor, why: string, now: number): Promise<boolean> {
  return transact(db, async (tx) => {
    const row = await tx
      .updateTable('approval')
      .set({ state: 'asked', decided_by: null, decided_at: null, is_raise: 0, reason: null })
      .where('id', '=', id)
      .where('state', '=', 'approved')
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return false;
    const { guildId, price, lift, userId } = approvalRow.parse(row);
    const change = { actor, action: 'take back approval', targetId: id, reason: why };
    const after: ApprovalRecord = { state: 'asked', lift, price, userId };
    await writeAudit(tx, guildId, change, { before: { state: 'approved' }, after }, now);
    await fallBehind(tx, { kind: 'approval', id });
    return true;
  });
}
