import { memberAccountId } from '../../../src/core/money/budget.ts';
import { periodAt, startOfPeriod } from '../../../src/core/money/period.ts';
import type { Period } from '../../../src/core/money/period.ts';
import { NO_RULES, rulesSchema } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import type { AuditEntry, AuditFilter, RuleChange, Rulebook } from '../../../src/ports/store/rulebook.ts';
import { differences } from '../../../src/store/database/differences.ts';
import { rearmAlerts } from './memory-cards.ts';
import { carriedEntries } from './memory-entries.ts';
import { nameOf } from './memory.ts';
import type { KeptRules, Memory } from './memory.ts';

/** Rules and their audit in memory. */
export function createMemoryRulebook(memory: Memory): Rulebook {
  return {
    async read(guildId) {
      const { rules, version } = keptRules(memory, guildId);
      return structuredClone({ rules, version });
    },
    async change(guildId, version, wanted, change, now) {
      return changeRules(memory, guildId, version, wanted, change, now);
    },
    async newestOf(guildId, action, targetId) {
      return newestFirst(memory, guildId).find(
        (one) => one.action === action && (targetId === undefined || one.targetId === targetId),
      );
    },
    async audit(guildId, limit, { skip = 0, isOldestFirst = false, ...filter } = {}) {
      const lines = newestFirst(memory, guildId).filter((line) => isOf(line, filter));
      return (isOldestFirst ? lines.toReversed() : lines).slice(skip, skip + limit);
    },
    async auditSize(guildId, filter = {}) {
      return newestFirst(memory, guildId).filter((line) => isOf(line, filter)).length;
    },
    async auditActions(guildId) {
      return [...new Set(newestFirst(memory, guildId).map(({ action }) => action))].toSorted();
    },
  };
}

/** A server's rules as they are kept. */
export function keptRules(memory: Memory, guildId: string): KeptRules {
  return memory.rules.get(guildId) ?? { rules: NO_RULES, version: 0, cutOff: null };
}

/** Changes a server's rules, as the port says. */
export function changeRules(
  memory: Memory,
  guildId: string,
  version: number,
  wanted: Rules,
  change: RuleChange,
  now: number,
): boolean {
  const { actor, action, targetId, reason, caps } = change;
  const rules = rulesSchema.parse(wanted);
  const newPeriod = periodAt(rules.period, now);
  const isDone = memory.audit.some((line) => line.interactionId === actor.interactionId && line.action === action);
  if (isDone) return true;
  const before = keptRules(memory, guildId);
  if (before.version !== version) return false;
  const oldPeriod = periodAt(before.rules.period, now);
  const leaves = oldPeriod.endsAt === null ? before.cutOff : { key: oldPeriod.key, endsAt: oldPeriod.endsAt, at: now };
  memory.rules.set(guildId, { rules, version: version + 1, cutOff: newPeriod.endsAt === null ? leaves : null });
  const changed = structuredClone(differences(before.rules, rules));
  memory.audit.push({
    guildId,
    interactionId: actor.interactionId,
    at: now,
    actorId: actor.userId,
    action,
    targetId,
    ...changed,
    reason,
  });
  if (oldPeriod.key !== newPeriod.key) carryOver(memory, guildId, oldPeriod, newPeriod, before, now);
  if (caps !== undefined)
    rearmAlerts(memory, guildId, { rules: before.rules, period: oldPeriod }, { rules, period: newPeriod }, caps);
  return true;
}

function isOf({ actorId, targetId, action }: AuditEntry, filter: AuditFilter): boolean {
  const isTheirs = filter.person === undefined || actorId === filter.person || targetId === filter.person;
  return isTheirs && (filter.action === undefined || action === filter.action);
}

function newestFirst(memory: Memory, guildId: string): AuditEntry[] {
  return memory.audit
    .filter((one) => one.guildId === guildId)
    .toSorted((a, b) => b.at - a.at || (a.interactionId < b.interactionId ? 1 : -1))
    .map(({ at, actorId, action, targetId, before, after, reason }) =>
      structuredClone({ at, actorId, action, targetId, before, after, reason }),
    );
}

function carryOver(
  memory: Memory,
  guildId: string,
  from: Period,
  into: Period,
  { cutOff, version }: KeptRules,
  now: number,
): void {
  const starts = [into];
  if (from.endsAt !== null) starts.push(from);
  else if (cutOff !== null && now < cutOff.endsAt)
    starts.push({ key: cutOff.key, startsAt: startOfPeriod(cutOff.key), endsAt: cutOff.endsAt });
  const account = { scope: 'guild', id: guildId, periodKey: into.key } as const;
  const earliest = starts.map(({ key, startsAt }) =>
    Math.min(startsAt, memory.carries.get(nameOf({ ...account, periodKey: key }))?.countsFrom ?? startsAt),
  );
  memory.carries.set(nameOf(account), { countsFrom: Math.min(...earliest), rulesVersion: version + 1 });
  for (const { userId } of carriedEntries(memory, guildId, into.key)) {
    const member = { scope: 'member', id: memberAccountId(guildId, userId), periodKey: into.key } as const;
    for (const one of [account, member]) memory.carriers.set(nameOf(one), one);
  }
}
