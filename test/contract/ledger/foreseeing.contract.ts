import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Store } from '../../../src/store/open-store.ts';
import { admitted, EACH, NOVEMBER, opened, sample, TO_FINISHED } from '../samples.ts';

const cap = fc.nat({ max: 6 }).map((pictures) => pictures * EACH);
const limits = fc.record(
  {
    operator: cap,
    guild: cap,
    member: fc.option(cap),
    atOnce: fc.integer({ min: 1, max: 5 }),
    coolDownMs: fc.integer({ min: 1, max: 20_000 }),
    now: fc.integer({ min: NOVEMBER.startsAt, max: NOVEMBER.startsAt + 20_000 }),
  },
  { requiredKeys: ['now'] },
);

/** What a store foresees has to be what it then does. */
export function foreseeingContract(name: string, createStore: () => Promise<Store>): void {
  describe(`foreseeing: ${name}`, () => {
    test('tells what opening would say, in the same words, and changes nothing', async () => {
      const request = fc.record({
        limits,
        userId: fc.constantFrom('user-1', 'user-2'),
        count: fc.integer({ min: 1, max: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 6 }), async (requests) => {
          const store = await createStore();
          await opened(store.journal, { id: '900' }, [...TO_FINISHED], ['submitting', 'uncertain'], []);
          for (const [number, { limits: given, userId, count }] of requests.entries()) {
            const asked = sample({
              id: `${1000 + number}`,
              userId,
              createdAt: given.now,
              seeds: Array.from({ length: count }, (_, seed) => seed),
            });
            const admission = admitted(asked, given);
            const before = await store.ledger.balances();
            const foreseen = await store.journal.foresee(asked, admission, { count, total: count * EACH });
            expect(await store.ledger.balances()).toStrictEqual(before);
            expect(await store.journal.find(asked.id)).toBeUndefined();
            const outcome = await store.journal.open(asked, admission, null);
            expect(outcome.kind === 'opened' ? undefined : outcome).toStrictEqual(foreseen);
          }
          await store.close();
        }),
        { numRuns: 40 },
      );
    });
  });
}
