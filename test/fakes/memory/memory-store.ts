import type { Store } from '../../../src/store/open-store.ts';
import { createMemoryApprovals } from './memory-approvals.ts';
import { createMemoryBlobs } from './memory-blobs.ts';
import { createMemoryBudgets } from './memory-budgets.ts';
import { createMemoryCache } from './memory-cache.ts';
import { createMemoryCardBox } from './memory-cards.ts';
import { createMemoryDecisions } from './memory-decisions.ts';
import { createMemoryGauges } from './memory-gauges.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { createMemoryPendingAnswers } from './memory-pending-answers.ts';
import { createMemoryRulebook } from './memory-rulebook.ts';
import type { Memory } from './memory.ts';

/**
 * The store's ports over plain objects. Nothing is awaited inside an operation, so each one is atomic;
 * balances are not kept but summed up from the entries every time, so they cannot drift.
 */
export function createMemoryStore(options: { now?: () => number } = {}): Store {
  const memory: Memory = {
    generations: new Map(),
    deliveries: [],
    entries: [],
    accounts: new Map(),
    heldUnder: new Map(),
    carries: new Map(),
    carriers: new Map(),
    rules: new Map(),
    audit: [],
    reached: [],
    cards: [],
    approvals: new Map(),
    blobs: new Map(),
  };
  return {
    journal: createMemoryJournal(memory),
    decisions: createMemoryDecisions(memory),
    budgets: createMemoryBudgets(memory),
    rulebook: createMemoryRulebook(memory),
    cardBox: createMemoryCardBox(memory),
    approvals: createMemoryApprovals(memory),
    blobs: createMemoryBlobs(memory),
    cache: createMemoryCache(options.now ?? Date.now),
    ledger: createMemoryLedger(memory),
    gauges: createMemoryGauges(memory),
    pendingAnswers: createMemoryPendingAnswers(),
    close: async () => undefined,
  };
}
