import type { AuditPage } from '../../../app/budget/audit-log.ts';
import { formatUsd } from '../../../core/money/money.ts';
import type { MicroUsd } from '../../../core/money/money.ts';
import { decisionRecordSchema, OPERATOR } from '../../../core/picture/decision.ts';
import { approvalRecordSchema } from '../../../core/rules/approval.ts';
import type { AuditEntry } from '../../../ports/store/rulebook.ts';
import { cutText, quoteShort } from '../../format/safe-text.ts';
import { CLASSIC_TEXT_LIMIT } from '../../format/text-limits.ts';
import { counted } from '../names.ts';
import { describeRuleDifferences } from './rule-differences.ts';

/** How much of each change is told; where the lines do not fit into a message, less. */
const LENGTHS = [300, 200, 120, 60] as const;
const LONGEST_REASON = 100;

/** A page of the decisions about a server's money, newest first, and how to read on. */
export function describeAudit({ entries, page, pages, total, filter, defaultCap }: AuditPage): string {
  const isFiltered = filter.person !== undefined || filter.action !== undefined;
  if (total === 0) return isFiltered ? 'No changes match.' : 'Nothing about the budget has been changed yet.';
  const foot = [
    `-# Page ${page} of ${pages} (${counted(total, 'change')}).`,
    ...(page < pages ? [`\`page:${page + 1}\` shows older ones,`] : []),
    `\`file:True\` gives you the full log.`,
  ].join(' ');
  const room = CLASSIC_TEXT_LIMIT - foot.length - 1;
  const pagesOfLengths = LENGTHS.map((length) =>
    entries.map((entry) => describeEntry(entry, defaultCap, length)).join('\n'),
  );
  return `${pagesOfLengths.find((text) => text.length <= room) ?? cutText(pagesOfLengths.at(-1) ?? '', room)}\n${foot}`;
}

/** What a file of the log holds. */
export function describeAuditFile(total: number, isLast: boolean): string {
  return `${counted(total, 'budget change')}, oldest first.${isLast ? '' : ' The rest follows in the next message.'}`;
}

/** What a change changed, in words. */
export function describeChange({ targetId, before, after }: AuditEntry, defaultCap: MicroUsd): string {
  return (
    describeDecision(targetId, after) ??
    describeApprovalRecord(after) ??
    describeRuleDifferences(before, after, defaultCap)
  );
}

function describeEntry(entry: AuditEntry, defaultCap: MicroUsd, length: number): string {
  const { at, actorId, action, reason } = entry;
  const why = reason === null ? '' : ` — ${quoteShort(reason, Math.min(length, LONGEST_REASON))}`;
  const who = actorId === OPERATOR ? 'The bot’s operator' : `<@${actorId}>`;
  return (
    `- <t:${Math.floor(at / 1000)}:f> ${who} ` +
    `**${action}**: ${cutText(describeChange(entry, defaultCap), length)}${why}`
  );
}

/** What was decided about a picture; undefined for everything else in the audit. */
function describeDecision(targetId: string | null, after: unknown): string | undefined {
  const { data: decision } = decisionRecordSchema.safeParse(after);
  if (decision === undefined || targetId === null) return undefined;
  const amount = formatUsd(decision.amount);
  const verdict = decision.verdict === 'charged' ? `charged ${amount}` : `not charged, ${amount} given back`;
  return `\`${targetId}\` ${verdict}`;
}

/** What was decided about a request that waited for moderators; undefined for everything else in the audit. */
function describeApprovalRecord(after: unknown): string | undefined {
  const { data: record } = approvalRecordSchema.safeParse(after);
  if (record === undefined) return undefined;
  return `<@${record.userId}>’s request for ${formatUsd(record.price)}`;
}
