import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { accountsFor, capOf, fits, leftOf } from '../../src/core/budget.ts';

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
const balance = fc.record({ spent: amount, held: amount });
const ceilings = fc.record({ defaultGuild: amount, maxGuild: amount, total: amount, direct: amount });

test('exactly what is left fits, and not a micro-dollar more', () => {
  fc.assert(
    fc.property(balance, amount, (now, cap) => {
      const left = leftOf(now, cap);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(fits(now, cap, left + 1)).toBe(false);
      expect(fits(now, cap, left)).toBe(now.spent + now.held <= cap);
    }),
  );
});

test('no sequence of holds that fit, settles and releases ever goes above the cap', () => {
  const step = fc.record({ price: fc.integer({ min: 1, max: 70_000 }), end: fc.constantFrom('settle', 'release', 'open') });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.array(step, { maxLength: 60 }), (cap, steps) => {
      let [spent, held] = [0, 0];
      for (const { price, end } of steps) {
        if (!fits({ spent, held }, cap, price)) continue;
        held += price;
        expect(spent + held).toBeLessThanOrEqual(cap);
        if (end !== 'open') held -= price;
        if (end === 'settle') spent += price;
      }
      expect(leftOf({ spent, held }, cap)).toBe(cap - spent - held);
    }),
  );
});

test('no moderator gets above the operator’s ceiling, and direct wallets are the operator’s alone', () => {
  fc.assert(
    fc.property(fc.option(amount, { nil: undefined }), ceilings, (guildCap, limits) => {
      expect(capOf({ scope: 'guild', id: '1' }, guildCap, limits)).toBeLessThanOrEqual(limits.maxGuild);
      expect(capOf({ scope: 'direct', id: '1' }, guildCap, limits)).toBe(limits.direct);
    }),
  );
});

test('every wallet counts against the operator’s account too, which is locked first', () => {
  fc.assert(
    fc.property(fc.constantFrom('guild', 'direct'), ceilings, (scope, limits) => {
      const [first, second, ...others] = accountsFor({ scope, id: '1' }, undefined, limits);
      expect(first).toEqual({ scope: 'operator', id: 'all', cap: limits.total });
      expect(second).toMatchObject({ scope, id: '1' });
      expect(others).toEqual([]);
    }),
  );
});
