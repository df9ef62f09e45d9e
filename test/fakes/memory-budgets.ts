import type { Budgets } from '../../src/app/ports/budgets.ts';
import { balanceOf } from './memory-ledger.ts';
import type { Memory } from './memory.ts';

/** Caps and balances in memory. */
export function createMemoryBudgets(memory: Memory): Budgets {
  return {
    async guildCap(guildId) {
      return memory.caps.get(guildId);
    },
    async setGuildCap(guildId, cap, { userId, interactionId }, at) {
      if (!Number.isSafeInteger(cap) || cap < 0) throw new RangeError('Not an amount of money');
      if (memory.capChanges.some((change) => change.interactionId === interactionId && change.guildId === guildId)) return;
      memory.capChanges.push({ guildId, userId, interactionId, before: memory.caps.get(guildId) ?? null, after: cap, at });
      memory.caps.set(guildId, cap);
    },
    async balance(scope, id, periodKey) {
      return balanceOf(memory, { scope, id, periodKey });
    },
  };
}
