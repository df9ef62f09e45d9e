import { expect, test } from 'vitest';

import { withGrant } from '../../../src/core/rules/grants.ts';
import { MOST_GRANTS, NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Grant, Rules } from '../../../src/core/rules/rules.ts';

const NOW = Date.UTC(2026, 10, 22);
const GRANT: Grant = { id: '900000000000000001', amount: 10, until: NOW + 1 };
const ANN = '100000000000000001';

/** The raises that run after one more was given. */
function given(running: readonly Grant[], grant: Grant = GRANT): Rules['grants'] | undefined {
  const rules = withGrant({ ...NO_RULES, grants: running }, grant, NOW);
  return 'refused' in rules ? undefined : rules.grants;
}

test('a raise is added to those that run, and those that have ended are forgotten', () => {
  const other = { ...GRANT, id: '900000000000000002', until: NOW + 2 };
  expect(given([other, { ...other, until: NOW }, { ...other, until: NOW - 1 }])).toEqual([other, GRANT]);
});

test('two raises of the same account that end together become one, and the others stay', () => {
  const other = { ...GRANT, id: '900000000000000002', until: NOW + 2 };
  expect(given([other, { ...GRANT, id: '900000000000000003', amount: 5 }])).toEqual([
    other,
    { ...GRANT, id: '900000000000000003', amount: 15 },
  ]);
});

test.for<[string, Grant]>([
  ['of the server and of a member', { ...GRANT, userId: ANN }],
  ['of which one ends later', { ...GRANT, until: NOW + 2 }],
])('two raises %s stay two', ([, other]) => {
  expect(given([GRANT], other)).toEqual([GRANT, other]);
});

test('a raise changes nothing else of the rules', () => {
  const rules: Rules = { ...NO_RULES, cap: 7, everyone: { cap: 5 }, isPaused: true };
  expect(withGrant(rules, GRANT, NOW)).toEqual({ ...rules, grants: [GRANT] });
});

const many = (count: number): Grant[] => Array.from({ length: count }, (_, n) => ({ ...GRANT, until: NOW + 10 + n }));

test('as many raises run as may, and one more is refused', () => {
  expect(given(many(MOST_GRANTS - 1))).toHaveLength(MOST_GRANTS);
  expect(withGrant({ ...NO_RULES, grants: many(MOST_GRANTS) }, GRANT, NOW)).toEqual({
    refused: {
      kind: 'invalid-option',
      option: 'amount',
      rule: { kind: 'raises-full', most: 200 },
    },
  });
});

test('one more is taken where it becomes one with another, or another has ended', () => {
  expect(given(many(MOST_GRANTS), { ...GRANT, until: NOW + 10 })?.[0]).toEqual({
    ...GRANT,
    amount: 20,
    until: NOW + 10,
  });
  expect(given([...many(MOST_GRANTS - 1), { ...GRANT, until: NOW }])).toHaveLength(MOST_GRANTS);
});
