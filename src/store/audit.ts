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
    })
    .execute();
}

/** The newest lines of a server's audit, newest first. */
export async function readAudit(db: Database, guildId: string, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['at', 'actor_id as actorId', 'action', 'target_id as targetId', 'before', 'after', 'reason'])
    .where('guild_id', '=', guildId)
    .orderBy('at', 'desc')
    .orderBy('interaction_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => auditRow.parse(row));
}
