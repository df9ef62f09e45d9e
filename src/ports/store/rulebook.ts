import type { MicroUsd } from '../../core/money/money.ts';
import type { AuditAction, RecordedAction } from '../../core/rules/audit-action.ts';
import type { Rules } from '../../core/rules/rules.ts';

/** Who changed something, and by which interaction; the same interaction changes nothing twice. */
export interface Actor {
  userId: string;
  interactionId: string;
}

/** One line of the audit: never changed, never removed. */
export interface AuditEntry {
  at: number;
  actorId: string;
  action: RecordedAction;
  /** What it was done to: a member, a role, a picture; null for the server itself. */
  targetId: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
}

/** Of the audit the lines that were written by a person or are about them, or of one action. */
export interface AuditFilter {
  person?: string | undefined;
  action?: RecordedAction | undefined;
}

/** A change of a server's rules as the audit keeps it. */
export interface RuleChange {
  actor: Actor;
  action: AuditAction;
  targetId: string | null;
  reason: string | null;
  /** The server's cap by the rules before and after, under the operator's ceiling: a higher one arms alerts again. */
  caps?: { before: MicroUsd; after: MicroUsd };
}

/** What each server's moderators have decided, and the record of every decision. */
export interface Rulebook {
  /** A server's rules; NO_RULES in version 0 before the first change. */
  read(guildId: string): Promise<{ rules: Rules; version: number }>;
  /**
   * Writes new rules and the audit's line in one transaction, if the version is still `version`; false when
   * another change came first. When the running period changes by it, everything that was spent or held in the
   * old one or since the start of the new one counts in the new one too: no change of zone or kind frees money.
   */
  change(guildId: string, version: number, rules: Rules, change: RuleChange, now: number): Promise<boolean>;
  /** The newest line of an action in a server's audit; of one target's alone when it is named. */
  newestOf(guildId: string, action: AuditAction, targetId?: string): Promise<AuditEntry | undefined>;
  /** Lines of a server's audit, newest first unless told otherwise; without those that are skipped. */
  audit(
    guildId: string,
    limit: number,
    page?: AuditFilter & { skip?: number; isOldestFirst?: boolean },
  ): Promise<AuditEntry[]>;
  /** How many lines there are. */
  auditSize(guildId: string, filter?: AuditFilter): Promise<number>;
  /** The actions that stand in a server's audit, by name. */
  auditActions(guildId: string): Promise<RecordedAction[]>;
}
