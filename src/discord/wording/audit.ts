import type { AuditEntry } from '../../app/ports/rulebook.ts';
import { approvalRecordSchema } from '../../core/approval.ts';
import { decisionRecordSchema, OPERATOR } from '../../core/decision.ts';
import { formatUsd } from '../../core/money.ts';
import { CLASSIC_TEXT_LIMIT } from '../render/rendered.ts';
import { cutText, quoteShort } from './safe-text.ts';
import { describeRuleDifferences } from './rule-differences.ts';

/** The newest decisions about a server's money, newest first, as many as one message holds. */
export function describeAudit(entries: readonly AuditEntry[]): string {
  if (entries.length === 0) return 'Nobody has changed anything about the budget yet.';
  const lines: string[] = [];
  let room = CLASSIC_TEXT_LIMIT;
  for (const entry of entries) {
    const line = describeEntry(entry);
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  return lines.join('\n');
}

function describeEntry({ at, actorId, action, targetId, before, after, reason }: AuditEntry): string {
  const why = reason === null ? '' : ` — ${quoteShort(reason, 100)}`;
  return `- <t:${Math.floor(at / 1000)}:f> ${actorId === OPERATOR ? 'The bot’s operator' : `<@${actorId}>`} **${action}**: ${cutText(describeDecision(targetId, after) ?? describeApprovalRecord(after) ?? describeRuleDifferences(before, after), 300)}${why}`;
}

/** What was decided about a picture; undefined for everything else in the audit. */
function describeDecision(targetId: string | null, after: unknown): string | undefined {
  const { data: decision } = decisionRecordSchema.safeParse(after);
  if (decision === undefined || targetId === null) return undefined;
  const amount = formatUsd(decision.amount);
  return `\`${targetId}\` ${decision.verdict === 'charged' ? `charged ${amount}` : `not charged, ${amount} given back`}`;
}

/** What was decided about a request that waited for moderators; undefined for everything else in the audit. */
function describeApprovalRecord(after: unknown): string | undefined {
  const { data: record } = approvalRecordSchema.safeParse(after);
  if (record === undefined) return undefined;
  return `the request of <@${record.userId}> for ${formatUsd(record.price)}`;
}
