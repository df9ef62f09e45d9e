import type { Balance } from '../../../src/core/money/budget.ts';
import type { AccountInPeriod, LedgerEntry } from '../../../src/ports/store/ledger-reader.ts';
import { nameOf } from './memory.ts';
import type { Memory } from './memory.ts';

/** An account's balance in a period, summed up from the entries. */
export function balanceOf(memory: Memory, account: AccountInPeriod): Balance {
  const { entries, accounts } = memory;
  const name = nameOf(account);
  const mine = entries.filter(({ generationId }) => accounts.get(generationId)?.some((one) => nameOf(one) === name));
  const sum = (kind: LedgerEntry['kind']): number =>
    mine.filter((entry) => entry.kind === kind).reduce((total, { amount }) => total + amount, 0);
  return {
    spent: sum('settle'),
    held: sum('hold') - sum('settle') - sum('release'),
    carried: carriedIn(memory, account),
  };
}

/**
 * What a period counts that was held in others: every hold since an instant, under earlier rules, that is not released.
 */
export function carriedEntries(
  { entries, accounts, carries, heldUnder }: Memory,
  guildId: string,
  periodKey: string,
): LedgerEntry[] {
  const carry = carries.get(nameOf({ scope: 'guild', id: guildId, periodKey }));
  if (carry === undefined) return [];
  const isReleased = (hold: LedgerEntry): boolean =>
    entries.some(
      ({ generationId, index, kind }) =>
        generationId === hold.generationId && index === hold.index && kind === 'release',
    );
  return entries.filter((entry) => {
    const own = accounts.get(entry.generationId)?.find(({ scope }) => scope === 'guild');
    if (entry.kind !== 'hold' || own?.id !== guildId || own.periodKey === periodKey) return false;
    const isEarlier = (heldUnder.get(entry.generationId) ?? 0) < carry.rulesVersion;
    return isEarlier && entry.heldAt >= carry.countsFrom && !isReleased(entry);
  });
}

function carriedIn(memory: Memory, { scope, id, periodKey }: AccountInPeriod): number {
  if (scope !== 'guild' && scope !== 'member') return 0;
  const [guildId = '', userId] = id.split('/');
  return carriedEntries(memory, guildId, periodKey)
    .filter((entry) => userId === undefined || entry.userId === userId)
    .reduce((sum, { amount }) => sum + amount, 0);
}
