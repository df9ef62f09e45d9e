import type { Gauges, Backlog } from '../../../src/ports/store/gauges.ts';
import type { AccountInPeriod } from '../../../src/ports/store/ledger-reader.ts';
import { balanceOf } from './memory-entries.ts';
import { nameOf } from './memory.ts';
import type { Memory } from './memory.ts';

/** How things stand in memory. */
export function createMemoryGauges(memory: Memory): Gauges {
  function sumOf(scope: AccountInPeriod['scope'], id: string): { spent: number; held: number } {
    const mine = [...memory.accounts.values()].flat().filter((account) => account.scope === scope && account.id === id);
    const periods = new Map(mine.map((account) => [nameOf(account), balanceOf(memory, account)]));
    const balances = [...periods.values()];
    return {
      spent: balances.reduce((sum, one) => sum + one.spent, 0),
      held: balances.reduce((sum, one) => sum + one.held, 0),
    };
  }

  async function waiting(): Promise<Backlog> {
    const all = [...memory.generations.values()].flatMap(({ createdAt, pictures }) =>
      pictures.map(({ state }) => ({ state, createdAt })),
    );
    const queued = all.filter(({ state }) => state === 'queued').map(({ createdAt }) => createdAt);
    return {
      uncertain: all.filter(({ state }) => state === 'uncertain').length,
      queued: queued.length,
      oldestQueuedAt: queued.length === 0 ? null : Math.min(...queued),
      unreadable: 0,
    };
  }

  return {
    waiting,
    async read(mostServers) {
      const accounts = [...memory.accounts.values()].flat();
      const ids = new Set(accounts.filter(({ scope }) => scope === 'guild').map(({ id }) => id));
      const servers = [...ids].map((guildId) => {
        const { spent, held } = sumOf('guild', guildId);
        return { guildId, spent, held };
      });
      return {
        ...sumOf('operator', 'all'),
        ...(await waiting()),
        servers: servers
          .toSorted((a, b) => b.spent - a.spent || (a.guildId < b.guildId ? -1 : 1))
          .slice(0, mostServers),
      };
    },
  };
}
