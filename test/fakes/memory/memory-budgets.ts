import type { Budgets } from '../../../src/ports/store/budgets.ts';
import { balanceOf } from './memory-entries.ts';
import type { Memory } from './memory.ts';

/** Balances in memory. */
export function createMemoryBudgets(memory: Memory): Budgets {
  return {
    async balance(scope, id, periodKey) {
      return balanceOf(memory, { scope, id, periodKey });
    },
  };
}
