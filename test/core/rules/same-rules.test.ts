import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import { areSameRules } from '../../../src/core/rules/same-rules.ts';

const RULES: Rules = {
  ...NO_RULES,
  cap: 5,
  channels: ['400000000000000001', '400000000000000002'],
  roles: { '200000000000000001': { cap: 1, maxCount: 2 } },
  members: { '100000000000000001': { cap: 1, maxCount: 2 }, '100000000000000002': { cap: 3 } },
  alerts: { channelId: '400000000000000001', roleId: null, thresholds: [50, 100], forecast: true },
};

/** The same with the keys of everything in another order. */
function reordered<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toReversed())
        : part,
    ),
  );
}

test('rules are the same in whatever order members, roles and limits were written', () => {
  expect(Object.keys(reordered(RULES))[0]).not.toBe(Object.keys(RULES)[0]);
  expect(areSameRules(RULES, RULES)).toBe(true);
  expect(areSameRules(RULES, reordered(RULES))).toBe(true);
});

test('keys in any order say the same', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(RULES), { minLength: Object.keys(RULES).length }), (entries) => {
      const shuffled: Rules = { ...RULES, ...Object.fromEntries(entries) };
      expect(areSameRules(RULES, reordered(shuffled))).toBe(true);
    }),
  );
});

test.for<[Partial<Rules>]>([
  [{ cap: 6 }],
  [{ isPaused: true }],
  [{ alerts: null }],
  [{ channels: ['400000000000000001'] }],
  [{ roles: {} }],
  [{ members: { '100000000000000001': { cap: 1, maxCount: 2 }, '100000000000000002': { cap: 4 } } }],
  [{ members: { '100000000000000001': { cap: 3 }, '100000000000000002': { cap: 1, maxCount: 2 } } }],
  [{ period: { kind: 'month', zone: 'UTC', resetDay: 2 } }],
])('rules that differ in %j are not the same', ([changes]) => {
  expect(areSameRules(RULES, { ...RULES, ...changes })).toBe(false);
  expect(areSameRules({ ...RULES, ...changes }, RULES)).toBe(false);
});
