import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { PICTURE_STATES } from '../../src/core/generation.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/open-store.ts';
import { ceilings, operations, perform } from '../contract/operations.ts';
import { createMemoryStore } from '../fakes/memory-store.ts';

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

async function everythingIn({ journal, ledger }: Store): Promise<unknown> {
  const pictures = await journal.inStates(PICTURE_STATES);
  const ids = [...new Set(pictures.map(({ generationId }) => generationId))];
  return {
    pictures,
    generations: await Promise.all(ids.map(async (id) => journal.find(id))),
    entries: await Promise.all(ids.map(async (id) => ledger.entries(id))),
    balances: await ledger.balances(),
    waiting: await journal.waiting(),
    untold: await journal.untold(),
    openDeliveries: (await journal.openDeliveries()).toSorted((a, b) => (a.generationId < b.generationId ? -1 : 1)),
    changes: [await ledger.capChanges('guild-0'), await ledger.capChanges('guild-1')],
  };
}
