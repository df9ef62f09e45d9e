import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { PICTURE_STATES } from '../../src/core/picture/generation.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/open-store.ts';
import { ceilings, operations, perform } from '../contract/operations.ts';
import { collect, NOVEMBER } from '../contract/samples.ts';
import { createMemoryStore } from '../fakes/memory/memory-store.ts';

test('SQLite answers every sequence of operations as the plain objects in memory do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operations, { minLength: 20, maxLength: 80 }), ceilings, async (list, limits) => {
      const [real, model] = [await openStore('sqlite::memory:'), createMemoryStore()];
      for (const operation of list) {
        const [answer, expected] = await Promise.all(
          [real, model].map(async (store) => perform(store, operation, limits, async () => undefined)),
        );
        expect(answer).toStrictEqual(expected);
      }
      expect(await everythingIn(real)).toStrictEqual(await everythingIn(model));
      await real.close();
    }),
    { numRuns: 60 },
  );
});

async function everythingIn({ journal, ledger, rulebook }: Store): Promise<unknown> {
  const pictures = await journal.inStates(PICTURE_STATES);
  const ids = [...new Set(pictures.map(({ generationId }) => generationId))];
  // None of them on a full hour or day, for sums are kept by both.
  const [from, middle, to] = [
    NOVEMBER.startsAt - 80_000_000,
    NOVEMBER.startsAt + 12_345_678,
    NOVEMBER.startsAt + 200_000_001,
  ];

  async function reportsOf(guildId: string): Promise<unknown> {
    return {
      rules: await rulebook.read(guildId),
      audit: await rulebook.audit(guildId, 100),
      periods: (await ledger.periods(guildId)).toSorted(),
      rows: await Promise.all(
        (await ledger.periods(guildId)).toSorted().map(async (key) => collect(ledger.periodEntries(guildId, key))),
      ),
      days: await ledger.spentByDay(guildId, [from, middle, to]),
      members: await ledger.spentByMember(guildId, from, to, 5),
      variants: await ledger.spentByVariant(guildId, from, to),
      kinds: await ledger.spentByMemberKind(guildId, 'user-1', from, to),
    };
  }

  return {
    pictures,
    generations: await Promise.all(ids.map(async (id) => journal.find(id))),
    entries: await Promise.all(ids.map(async (id) => ledger.entries(id))),
    balances: await ledger.balances(),
    waiting: await journal.waiting(),
    untold: await journal.untold(),
    openDeliveries: (await journal.openDeliveries()).toSorted((a, b) => (a.generationId < b.generationId ? -1 : 1)),
    accounts: await Promise.all(ids.map(async (id) => ledger.accounts(id))),
    servers: await Promise.all(['guild-0', 'guild-1'].map(async (guildId) => reportsOf(guildId))),
  };
}
