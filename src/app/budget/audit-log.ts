import { guildCeiling } from '../../core/money/budget.ts';
import type { Ceilings } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import type { RecordedAction } from '../../core/rules/audit-action.ts';
import { mayManageBudget } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { AuditEntry, AuditFilter, Rulebook } from '../../ports/store/rulebook.ts';

/** As many as one message always has room for. */
const LINES_PER_PAGE = 8;
const LINES_PER_READING = 500;

/** A page of a server's audit, newest first. */
export interface AuditPage {
  entries: AuditEntry[];
  page: number;
  pages: number;
  /** How many changes there are on all pages. */
  total: number;
  filter: AuditFilter;
  /** What a cap comes to where moderators have set none. */
  defaultCap: MicroUsd;
}

/** The whole audit, oldest first. */
export interface AuditFile {
  entries: AsyncIterable<AuditEntry>;
  total: number;
  defaultCap: MicroUsd;
}

/** Who changed what in a server, for its moderators. */
export interface AuditLog {
  page(visitor: Visitor, page: number, filter: AuditFilter): Promise<AuditPage | Refused>;
  file(visitor: Visitor, filter: AuditFilter): Promise<AuditFile | Refused>;
  /** The kinds of changes that there are. */
  actions(visitor: Visitor): Promise<{ actions: RecordedAction[] } | Refused>;
}

/** Builds `/krea-budget log`. */
export function createAuditLog({ rulebook, ceilings }: { rulebook: Rulebook; ceilings: Ceilings }): AuditLog {
  async function forModerators<Value>(
    visitor: Visitor,
    read: (guildId: string) => Promise<Value>,
  ): Promise<Value | Refused> {
    if (visitor.wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
    const { rules } = await rulebook.read(visitor.wallet.id);
    return mayManageBudget(visitor, rules) ? read(visitor.wallet.id) : { refused: { kind: 'not-a-moderator' } };
  }

  const defaultCapOf = (guildId: string): MicroUsd => Math.min(ceilings.defaultGuild, guildCeiling(ceilings, guildId));

  /** Oldest first: what is added meanwhile comes at the end and moves nothing. */
  async function* all(guildId: string, filter: AuditFilter): AsyncGenerator<AuditEntry> {
    for (let skip = 0; ; skip += LINES_PER_READING) {
      const entries = await rulebook.audit(guildId, LINES_PER_READING, { ...filter, skip, isOldestFirst: true });
      yield* entries;
      if (entries.length < LINES_PER_READING) return;
    }
  }

  return {
    page: async (visitor, page, filter) =>
      forModerators(visitor, async (guildId) => {
        const total = await rulebook.auditSize(guildId, filter);
        const pages = Math.max(1, Math.ceil(total / LINES_PER_PAGE));
        const shown = Math.min(page, pages);
        const entries = await rulebook.audit(guildId, LINES_PER_PAGE, {
          ...filter,
          skip: (shown - 1) * LINES_PER_PAGE,
        });
        return { entries, page: shown, pages, total, filter, defaultCap: defaultCapOf(guildId) };
      }),
    file: async (visitor, filter) =>
      forModerators(visitor, async (guildId) => ({
        entries: all(guildId, filter),
        total: await rulebook.auditSize(guildId, filter),
        defaultCap: defaultCapOf(guildId),
      })),
    actions: async (visitor) =>
      forModerators(visitor, async (guildId) => ({ actions: await rulebook.auditActions(guildId) })),
  };
}
