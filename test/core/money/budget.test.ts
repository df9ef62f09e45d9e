import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { fits, guildCeiling, leftOf, memberAccountId, usedOf } from '../../../src/core/money/budget.ts';

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
const balance = fc.record({ spent: amount, held: amount, carried: amount });

test('whatever was spent, is held or came over from an earlier period counts against a cap', () => {
  expect(usedOf({ spent: 1, held: 20, carried: 300 })).toBe(321);
});

test('a server has its own ceiling or the common one, and a member one account in each server', () => {
  const ceilings = { maxGuild: 100, perGuild: new Map([['own', 0]]) };
  expect([guildCeiling(ceilings, 'own'), guildCeiling(ceilings, 'other')]).toEqual([0, 100]);
  expect(memberAccountId('guild', 'member')).toBe('guild/member');
});

test('exactly what is left fits, and not a micro-dollar more', () => {
  fc.assert(
    fc.property(balance, amount, (now, cap) => {
      const left = leftOf(now, cap);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(fits(now, cap, left + 1)).toBe(false);
      expect(fits(now, cap, left)).toBe(usedOf(now) <= cap);
    }),
  );
});

test('no sequence of holds that fit, settles and releases ever goes above the cap', () => {
  const step = fc.record({
    price: fc.integer({ min: 1, max: 70_000 }),
    end: fc.constantFrom('settle', 'release', 'open'),
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.array(step, { maxLength: 60 }), (cap, steps) => {
      let [spent, held] = [0, 0];
      for (const { price, end } of steps) {
        if (!fits({ spent, held, carried: 0 }, cap, price)) continue;
        held += price;
        expect(spent + held).toBeLessThanOrEqual(cap);
        if (end !== 'open') held -= price;
        if (end === 'settle') spent += price;
      }
      expect(leftOf({ spent, held, carried: 0 }, cap)).toBe(cap - spent - held);
    }),
  );
});
