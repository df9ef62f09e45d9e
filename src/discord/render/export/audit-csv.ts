import type { MicroUsd } from '../../../core/money/money.ts';
import { OPERATOR } from '../../../core/picture/decision.ts';
import type { AuditEntry } from '../../../ports/store/rulebook.ts';
import { wording } from '../../../wording/wording.ts';
import { csvRow, inert } from './inert-csv.ts';

/** The first line of every file of the log. */
export const AUDIT_HEAD = csvRow(['time', 'by', 'action', 'about', 'change', 'reason']);

/** One line of the log, with nothing cut off. Ids of people begin with a letter, as in exports of the ledger. */
export function auditLine(entry: AuditEntry, defaultCap: MicroUsd): string {
  const { at, actorId, action, targetId, reason } = entry;
  const by = actorId === OPERATOR ? OPERATOR : `u${actorId}`;
  const about = targetId === null ? '' : `id ${targetId}`;
  return csvRow(
    [new Date(at).toISOString(), by, action, about, wording.budget.describeChange(entry, defaultCap), reason ?? ''].map(
      inert,
    ),
  );
}
