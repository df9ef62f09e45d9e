import type { AccountBalance, AccountInPeriod, LedgerEntry, LedgerReader } from '../../src/app/ports/ledger-reader.ts';
import type { Balance } from '../../src/core/budget.ts';
import { createMemoryReports } from './memory-reports.ts';
import { nameOf } from './memory.ts';
import type { Memory } from './memory.ts';

/** An account's balance in a period, summed up from the entries. */
export function balanceOf({ entries, accounts, carried }: Memory, account: AccountInPeriod): Balance {
  const name = nameOf(account);
  const mine = entries.filter(({ generationId }) => accounts.get(generationId)?.some((one) => nameOf(one) === name));
  const sum = (kind: LedgerEntry['kind']): number =>
    mine.filter((entry) => entry.kind === kind).reduce((total, { amount }) => total + amount, 0);
  return { spent: sum('settle'), held: sum('hold') - sum('settle') - sum('release'), carried: carried.get(name)?.amount ?? 0 };
}

/** Reads the in-memory ledger. */
export function createMemoryLedger(memory: Memory): LedgerReader {
  const totals = async (): Promise<AccountBalance[]> => {
    const accounts = [...[...memory.accounts.values()].flat(), ...[...memory.carried.values()].map(({ account }) => account)];
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
