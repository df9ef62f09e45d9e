import type { AuditEntry, Rulebook } from '../../src/app/ports/rulebook.ts';
import { memberAccountId, usedOf } from '../../src/core/budget.ts';
import { periodAt } from '../../src/core/period.ts';
import type { Period } from '../../src/core/period.ts';
import { NO_RULES, rulesSchema } from '../../src/core/rules.ts';
import { differences } from '../../src/store/differences.ts';
import { rearmAlerts } from './memory-cards.ts';
import { balanceOf } from './memory-ledger.ts';
import { nameOf } from './memory.ts';
import type { KeptRules, Memory } from './memory.ts';

/** Rules and their audit in memory. */
export function createMemoryRulebook(memory: Memory): Rulebook {
  const kept = (guildId: string): KeptRules => memory.rules.get(guildId) ?? { rules: NO_RULES, version: 0, cutOff: null };
  return {
    async read(guildId) {
      const { rules, version } = kept(guildId);
      return structuredClone({ rules, version });
    },
    async change(guildId, version, wanted, { actor, action, targetId, reason, caps }, now) {
      const rules = rulesSchema.parse(wanted);
      const newPeriod = periodAt(rules.period, now);
      const isDone = memory.audit.some((line) => line.interactionId === actor.interactionId && line.action === action);
      if (isDone) return true;
      const before = kept(guildId);
      if (before.version !== version) return false;
      const oldPeriod = periodAt(before.rules.period, now);
      const leaves = oldPeriod.endsAt === null ? before.cutOff : { key: oldPeriod.key, endsAt: oldPeriod.endsAt, at: now };
      memory.rules.set(guildId, { rules, version: version + 1, cutOff: newPeriod.endsAt === null ? leaves : null });
      const changed = structuredClone(differences(before.rules, rules));
      memory.audit.push({ guildId, interactionId: actor.interactionId, at: now, actorId: actor.userId, action, targetId, ...changed, reason });
      if (oldPeriod.key !== newPeriod.key) carryOver(memory, guildId, oldPeriod, newPeriod, before.cutOff, now);
      if (caps !== undefined) rearmAlerts(memory, guildId, { rules: before.rules, period: oldPeriod }, { rules, period: newPeriod }, caps);
      return true;
    },
    async newestOf(guildId, action, targetId) {
      return newestFirst(memory, guildId).find((one) => one.action === action && (targetId === undefined || one.targetId === targetId));
    },
    async audit(guildId, limit) {
      return newestFirst(memory, guildId).slice(0, limit);
    },
  };
}

function newestFirst(memory: Memory, guildId: string): AuditEntry[] {
  return memory.audit
    .filter((one) => one.guildId === guildId)
    .toSorted((a, b) => b.at - a.at || (a.interactionId < b.interactionId ? 1 : -1))
    .map(({ at, actorId, action, targetId, before, after, reason }) => structuredClone({ at, actorId, action, targetId, before, after, reason }));
}

function carryOver(memory: Memory, guildId: string, from: Period, into: Period, cutOff: KeptRules['cutOff'], now: number): void {
  const holders = [...memory.generations.values()].filter(({ wallet }) => wallet.scope === 'guild' && wallet.id === guildId);
  const members = new Set(holders.map(({ userId }) => userId));
  for (const userId of [null, ...members]) {
    const account = userId === null ? ({ scope: 'guild', id: guildId } as const) : ({ scope: 'member', id: memberAccountId(guildId, userId) } as const);
    const total = (periodKey: string): number => usedOf(balanceOf(memory, { ...account, periodKey }));
    const since = (instant: number): number => heldSince(memory, guildId, userId, instant);
    let earlier = 0;
    if (from.endsAt !== null) earlier = total(from.key);
    else if (cutOff !== null && now < cutOff.endsAt) {
      earlier = Math.max(total(cutOff.key), Math.min(total(cutOff.key) + since(cutOff.at), total(from.key)));
    }
    const target = { ...account, periodKey: into.key };
    const missing = Math.max(since(into.startsAt), earlier) - total(into.key);
    const amount = balanceOf(memory, target).carried + missing;
    if (missing > 0) memory.carried.set(nameOf(target), { account: target, amount });
  }
}

function heldSince({ entries }: Memory, guildId: string, userId: string | null, instant: number): number {
  return entries
    .filter(({ wallet, heldAt }) => wallet.scope === 'guild' && wallet.id === guildId && heldAt >= instant)
    .filter((entry) => userId === null || entry.userId === userId)
    .reduce((sum, { kind, amount }) => sum + (kind === 'hold' ? amount : kind === 'release' ? -amount : 0), 0);
}
