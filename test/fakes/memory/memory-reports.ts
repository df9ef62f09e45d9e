import { setTimeout } from 'node:timers/promises';

import type { Spend } from '../../../src/core/money/money.ts';
import type { ExportRow, LedgerEntry, LedgerReader } from '../../../src/ports/store/ledger-reader.ts';
import { carriedEntries } from './memory-entries.ts';
import type { Memory } from './memory.ts';

const ROWS_PER_PAGE = 500;

type Reports = Pick<
  LedgerReader,
  | 'periods'
  | 'periodEntries'
  | 'untraced'
  | 'firstSpentAt'
  | 'spentByDay'
  | 'spentByMember'
  | 'spentByVariant'
  | 'spentByMemberKind'
>;

/** Reports over plain lists. */
export function createMemoryReports(memory: Memory): Reports {
  const inSpan = (guildId: string, kind: LedgerEntry['kind'], from: number, to: number): LedgerEntry[] =>
    memory.entries.filter(
      (entry) =>
        entry.wallet.scope === 'guild' &&
        entry.wallet.id === guildId &&
        entry.kind === kind &&
        entry.heldAt >= from &&
        entry.heldAt < to,
    );
  const settled = (guildId: string, from: number, to: number): LedgerEntry[] => inSpan(guildId, 'settle', from, to);
  return {
    async periods(guildId) {
      const accounts = [...memory.accounts.values(), [...memory.carriers.values()]].flat();
      return [
        ...new Set(
          accounts.filter(({ scope, id }) => scope === 'guild' && id === guildId).map(({ periodKey }) => periodKey),
        ),
      ];
    },
    async *periodEntries(guildId, periodKey) {
      const own = memory.entries.filter(({ kind, generationId }) => {
        const account = memory.accounts.get(generationId)?.find(({ scope }) => scope === 'guild');
        return kind === 'hold' && account?.id === guildId && account.periodKey === periodKey;
      });
      const holds = [...own, ...carriedEntries(memory, guildId, periodKey)].toSorted(
        (a, b) => a.heldAt - b.heldAt || compare(a.generationId, b.generationId) || a.index - b.index,
      );
      for (const [count, hold] of holds.entries()) {
        if (count % ROWS_PER_PAGE === ROWS_PER_PAGE - 1) await setTimeout(1);
        yield exportRow(memory, hold);
      }
    },
    // It is never older than carries are traced.
    untraced: async () => [],
    async firstSpentAt(guildId) {
      const first = Math.min(...settled(guildId, 0, Number.POSITIVE_INFINITY).map(({ heldAt }) => heldAt));
      return Number.isFinite(first) ? first : null;
    },
    async spentByDay(guildId, boundaries) {
      return boundaries.slice(1).map((to, offset) => sumUp(settled(guildId, boundaries[offset] ?? to, to)));
    },
    async spentByMember(guildId, from, to, limit) {
      return grouped(settled(guildId, from, to), ({ userId }) => ({ userId })).slice(0, limit);
    },
    async spentByVariant(guildId, from, to) {
      return grouped(settled(guildId, from, to), ({ variant }) => ({ variant }));
    },
    async spentByMemberKind(guildId, userId, from, to) {
      const mine = settled(guildId, from, to).filter((entry) => entry.userId === userId);
      return grouped(mine, ({ variant, priceTier: tier }) => ({ variant, tier }));
    },
  };
}

function exportRow({ entries, generations, accounts }: Memory, hold: LedgerEntry): ExportRow {
  const { generationId, index } = hold;
  const generation = generations.get(generationId);
  const picture = generation?.pictures[index - 1];
  const account = accounts.get(generationId)?.find(({ scope }) => scope === 'guild');
  if (generation === undefined || picture === undefined || account === undefined)
    throw new Error('A hold belongs to a picture');
  const end = entries.find(
    (entry) => entry.generationId === generationId && entry.index === index && entry.kind !== 'hold',
  );
  return {
    heldAt: hold.heldAt,
    periodKey: account.periodKey,
    userId: hold.userId,
    channelId: hold.channelId,
    generationId,
    index,
    remoteId: picture.remoteId,
    variant: hold.variant,
    tier: hold.priceTier,
    priceVersion: hold.priceVersion,
    held: end === undefined ? hold.amount : 0,
    charged: end?.kind === 'settle' ? hold.amount : 0,
    released: end?.kind === 'release' ? hold.amount : 0,
    state: picture.state,
    parent: generation.parent,
  };
}

/** The dearest group first; groups that cost the same by name. */
function grouped<Name extends object>(
  entries: readonly LedgerEntry[],
  name: (entry: LedgerEntry) => Name,
): (Spend & Name)[] {
  const groups = Map.groupBy(entries, (entry) => JSON.stringify(Object.values(name(entry))));
  return [...groups]
    .map(([key, group]) => ({ key, group, spend: sumUp(group) }))
    .toSorted((a, b) => b.spend.spent - a.spend.spent || compare(a.key, b.key))
    .flatMap(({ group: [first], spend }) => (first === undefined ? [] : [{ ...name(first), ...spend }]));
}

function sumUp(entries: readonly LedgerEntry[]): Spend {
  return { spent: entries.reduce((sum, { amount }) => sum + amount, 0), pictures: entries.length };
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
