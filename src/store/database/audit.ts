import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { z } from 'zod';

import { AUDIT_ACTIONS, recordedActionSchema } from '../../core/rules/audit-action.ts';
import type { AuditAction, RecordedAction } from '../../core/rules/audit-action.ts';
import type { AuditEntry, AuditFilter, RuleChange } from '../../ports/store/rulebook.ts';
import { jsonColumn } from './json-column.ts';
import type { Tables } from './schema.ts';
import type { Database, Tx } from './transaction.ts';

const auditRow = z.object({
  at: z.int(),
  actorId: z.string(),
  action: recordedActionSchema,
  targetId: z.string().nullable(),
  // An action is listed even when what it changed cannot be read any more.
  before: jsonColumn(z.unknown()).catch(null),
  after: jsonColumn(z.unknown()).catch(null),
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

const AUDIT_COLUMNS = [
  'at',
  'actor_id as actorId',
  'action',
  'target_id as targetId',
  'before',
  'after',
  'reason',
] as const;

/** The newest line of an action; of one target's alone when it is named. */
export async function readNewest(
  db: Database,
  guildId: string,
  action: AuditAction,
  targetId?: string,
): Promise<AuditEntry | undefined> {
  const lines = db
    .selectFrom('audit')
    .select(AUDIT_COLUMNS)
    .where('guild_id', '=', guildId)
    .where('action', '=', action);
  const mine = targetId === undefined ? lines : lines.where('target_id', '=', targetId);
  const row = await mine.orderBy('at', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? undefined : auditRow.parse(row);
}

/** Lines of a server's audit, newest first unless told otherwise. */
export async function readAudit(
  db: Database,
  guildId: string,
  limit: number,
  { skip = 0, isOldestFirst = false, ...filter }: AuditFilter & { skip?: number; isOldestFirst?: boolean } = {},
): Promise<AuditEntry[]> {
  const direction = isOldestFirst ? 'asc' : 'desc';
  const rows = await db
    .selectFrom('audit')
    .select(AUDIT_COLUMNS)
    .where(isOf(guildId, filter))
    .orderBy('at', direction)
    .orderBy('interaction_id', direction)
    .limit(limit)
    .offset(skip)
    .execute();
  return rows.map((row) => auditRow.parse(row));
}

/** How many lines there are. */
export async function countAudit(db: Database, guildId: string, filter: AuditFilter = {}): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select(sql`count(*)`.as('lines'))
    .where(isOf(guildId, filter))
    .executeTakeFirstOrThrow();
  return z.int().parse(row.lines);
}

/** The actions that stand in a server's audit, by name. */
export async function readActions(db: Database, guildId: string): Promise<RecordedAction[]> {
  const rows = await db.selectFrom('audit').select('action').distinct().where('guild_id', '=', guildId).execute();
  return [...new Set(rows.map(({ action }) => recordedActionSchema.parse(action)))].toSorted();
}

function isOf(guildId: string, { person, action }: AuditFilter) {
  return (eb: ExpressionBuilder<Tables, 'audit'>): Expression<SqlBool> =>
    eb.and([
      eb('guild_id', '=', guildId),
      ...(person === undefined ? [] : [eb.or([eb('actor_id', '=', person), eb('target_id', '=', person)])]),
      ...(action === undefined
        ? []
        : [action === 'other' ? eb('action', 'not in', AUDIT_ACTIONS) : eb('action', '=', action)]),
    ]);
}
