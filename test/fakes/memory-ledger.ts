import type { AccountBalance, LedgerEntry, LedgerReader } from '../../src/app/ports/ledger-reader.ts';
import type { Balance } from '../../src/core/budget.ts';
import type { Memory } from './memory.ts';

type AccountInPeriod = Pick<AccountBalance, 'scope' | 'id' | 'periodKey'>;

/** An account's balance in a period, summed up from the entries. */
export function balanceOf({ entries }: Memory, account: AccountInPeriod): Balance {
  const mine = entries.filter((entry) => countsFor(entry, account));
  const sum = (kind: LedgerEntry['kind']): number =>
    mine.filter((entry) => entry.kind === kind).reduce((total, { amount }) => total + amount, 0);
  return { spent: sum('settle'), held: sum('hold') - sum('settle') - sum('release') };
}

function countsFor({ wallet, periodKey }: LedgerEntry, account: AccountInPeriod): boolean {
  if (periodKey !== account.periodKey) return false;
  return account.scope === 'operator' || (account.scope === wallet.scope && account.id === wallet.id);
}

/** Reads the in-memory ledger. */
export function createMemoryLedger(memory: Memory): LedgerReader {
  const totals = async (): Promise<AccountBalance[]> => {
    const accounts = new Map<string, AccountInPeriod>();
    for (const { wallet, periodKey } of memory.entries) {
      for (const { scope, id } of [{ scope: 'operator' as const, id: 'all' }, wallet]) {
        accounts.set(JSON.stringify([scope, id, periodKey]), { scope, id, periodKey });
      }
    }
    return [...accounts]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([, account]) => Object.assign(account, balanceOf(memory, account)));
  };
  return {
    totals,
    balances: totals,
    async entries(generationId) {
      const mine = memory.entries.filter((entry) => entry.generationId === generationId);
      return structuredClone(mine.toSorted((left, right) => left.index - right.index));
    },
    async capChanges(guildId) {
      return memory.capChanges.filter((change) => change.guildId === guildId).toReversed();
    },
  };
}
