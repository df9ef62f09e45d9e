import { z } from 'zod';

import type { AuditEntry, RuleChange } from '../app/ports/rulebook.ts';
import { jsonColumn } from './json-column.ts';
import type { Database, Tx } from './transaction.ts';

const auditRow = z.object({
  at: z.int(),
  actorId: z.string(),
  action: z.string(),
  targetId: z.string().nullable(),
  before: jsonColumn(z.unknown()),
  after: jsonColumn(z.unknown()),
  reason: z.string().nullable(),
});

/** Whether the interaction's change is on record already. */
export async function isAudited(tx: Tx, { actor, action }: RuleChange): Promise<boolean> {
  const row = await tx
    .selectFrom('audit')
    .select('at')
    .where('interaction_id', '=', actor.interactionId)
    .where('action', '=', action)
    .executeTakeFirst();
  return row !== undefined;
}

/** Adds a line; throws when the interaction's change is on record already. */
export async function writeAudit(
  tx: Tx,
  guildId: string,
  { actor, action, targetId, reason }: RuleChange,
  { before, after }: { before: unknown; after: unknown },
  now: number,
  rulesVersion: number | null = null,
): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      interaction_id: actor.interactionId,
      action,
      guild_id: guildId,
      actor_id: actor.userId,
      target_id: targetId,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      reason,
      at: now,
      rules_version: rulesVersion,
    })
    .execute();
}

const AUDIT_COLUMNS = ['at', 'actor_id as actorId', 'action', 'target_id as targetId', 'before', 'after', 'reason'] as const;

/** The newest line of an action; of one target's alone when it is named. */
export async function readNewest(db: Database, guildId: string, action: string, targetId?: string): Promise<AuditEntry | undefined> {
  const lines = db.selectFrom('audit').select(AUDIT_COLUMNS).where('guild_id', '=', guildId).where('action', '=', action);
  const mine = targetId === undefined ? lines : lines.where('target_id', '=', targetId);
  const row = await mine.orderBy('at', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? undefined : auditRow.parse(row);
}

/** The newest lines of a server's audit, newest first. */
export async function readAudit(db: Database, guildId: string, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .select(AUDIT_COLUMNS)
    .where('guild_id', '=', guildId)
    .orderBy('at', 'desc')
    .orderBy('interaction_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => auditRow.parse(row));
}
