import type { AccountBalance, LedgerReader } from '../../../src/ports/store/ledger-reader.ts';
import { balanceOf } from './memory-entries.ts';
import { createMemoryReports } from './memory-reports.ts';
import { nameOf } from './memory.ts';
import type { Memory } from './memory.ts';

/** Reads the in-memory ledger. */
export function createMemoryLedger(memory: Memory): LedgerReader {
  const totals = async (): Promise<AccountBalance[]> => {
    const accounts = [...[...memory.accounts.values()].flat(), ...memory.carriers.values()];
    const byName = new Map(accounts.map((account) => [nameOf(account), account]));
    return [...byName]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([, account]) => Object.assign(structuredClone(account), balanceOf(memory, account)));
  };
  return {
    ...createMemoryReports(memory),
    totals,
    balances: totals,
    async entries(generationId) {
      const mine = memory.entries.filter((entry) => entry.generationId === generationId);
      return structuredClone(mine.toSorted((left, right) => left.index - right.index));
    },
    async accounts(generationId) {
      return structuredClone([...(memory.accounts.get(generationId) ?? [])]);
    },
  };
}
