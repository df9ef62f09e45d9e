import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createByteBudget } from '../../src/kit/byte-budget.ts';

describe('a budget of bytes', () => {
  test('is never exceeded, serves in order, and ends unused whatever is asked and whoever fails', async () => {
    const claims = fc.array(
      fc.record({ bytes: fc.nat({ max: 150 }), turns: fc.nat({ max: 4 }), fails: fc.boolean() }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(claims, async (asked) => {
        const withBytes = createByteBudget(100);
        const begun: number[] = [];
        let taken = 0;
        const work = asked.map(async ({ bytes, turns, fails }, number) =>
          withBytes(bytes, async () => {
            begun.push(number);
            taken += Math.min(bytes, 100);
            expect(taken).toBeLessThanOrEqual(100);
            for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
            taken -= Math.min(bytes, 100);
            if (fails) throw new Error('no');
          }),
        );
        await Promise.allSettled(work);
        expect(begun).toEqual(asked.map((_, number) => number));
        expect(await withBytes(100, async () => 'all of it')).toBe('all of it');
      }),
    );
  });
});
