import type { AuditEntry } from '../../app/ports/rulebook.ts';
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

function describeEntry({ at, actorId, action, before, after, reason }: AuditEntry): string {
  const why = reason === null ? '' : ` — ${quoteShort(reason, 100)}`;
  return `<t:${Math.floor(at / 1000)}:f> <@${actorId}> **${action}**: ${cutText(describeRuleDifferences(before, after), 300)}${why}`;
}
