import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fits } from '../../../src/core/money/budget.ts';
import { admit } from '../../../src/core/rules/admission.ts';
import type { Asked } from '../../../src/core/rules/admission.ts';
import { AMOUNT_LIFTS, limitsInTheWay } from '../../../src/core/rules/limits-in-the-way.ts';
import type { LimitInTheWay, Used } from '../../../src/core/rules/limits-in-the-way.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Limits, Rules } from '../../../src/core/rules/rules.ts';
import { ANN, ASKED, CEILINGS, NOW, used } from '../asked.ts';

function inTheWay(rules: Partial<Rules>, spent: Used, asked: Partial<Asked> = {}): LimitInTheWay[] {
  return limitsInTheWay({ ...ASKED, ...asked }, { ...NO_RULES, ...rules }, spent, CEILINGS, NOW);
}

describe('of two pictures for 60 in all', () => {
  test.for<[string, Partial<Rules>, Used, LimitInTheWay[]]>([
    ['nothing, where they just fit', {}, used(440), []],
    [
      'the server’s budget, for want of the least amount',
      {},
      used(441),
      [{ lift: 'server-cap', amount: { left: 59, cap: 500, missing: 1 } }],
    ],
    [
      'a budget that was lowered below what is spent, of which nothing is left',
      { cap: 400 },
      used(441),
      [{ lift: 'server-cap', amount: { left: 0, cap: 400, missing: 101 } }],
    ],
    [
      'the member’s own limit',
      { everyone: { cap: 100 } },
      used(50, 50),
      [{ lift: 'member-cap', amount: { left: 50, cap: 100, missing: 10 } }],
    ],
    [
      'a limit of nothing',
      { everyone: { cap: 0 } },
      used(0),
      [{ lift: 'member-cap', amount: { left: 0, cap: 0, missing: 60 } }],
    ],
    ['no limit of a member who has none', {}, used(0, 400), []],
    [
      'nothing, when the member’s raise makes room',
      { everyone: { cap: 100 }, grants: [{ id: '1', amount: 10, until: NOW + 1, userId: ANN }] },
      used(50, 50),
      [],
    ],
    [
      'a model, where it costs too much and is too many as well',
      { everyone: { maxPrice: 59, maxCount: 1, variants: ['large'] } },
      used(0),
      [
        { lift: 'price', amount: null },
        { lift: 'count', amount: null },
        { lift: 'models', amount: null },
      ],
    ],
  ])('there stands in the way: %s', ([, rules, spent, expected]) => {
    expect(inTheWay(rules, spent)).toEqual(expected);
  });
});

test('what is held and carried is used as well', () => {
  const balance = { spent: 100, held: 200, carried: 141 };
  expect(inTheWay({}, { guild: balance, member: balance })).toEqual([
    { lift: 'server-cap', amount: { left: 59, cap: 500, missing: 1 } },
  ]);
});

test('of who is exempt, the server’s budget alone', () => {
  const everyone: Limits = { cap: 1, maxPrice: 1, maxCount: 1, variants: ['large'], isExempt: true };
  expect(inTheWay({ everyone }, used(500, 500)).map(({ lift }) => lift)).toEqual(['server-cap']);
});

test('what no moderator can lift for a request is none of them', () => {
  expect(inTheWay({ isPaused: true, channels: ['channel-2'] }, used(0))).toEqual([]);
});

test('only budgets can be raised', () => {
  expect(AMOUNT_LIFTS).toEqual(['server-cap', 'member-cap']);
});

const amount = fc.nat(200);
const limits: fc.Arbitrary<Limits> = fc.record(
  {
    cap: amount,
    maxPrice: amount,
    maxCount: fc.integer({ min: 1, max: 4 }),
    variants: fc.constantFrom(['large'], ['medium']),
    isExempt: fc.boolean(),
  },
  { requiredKeys: [] },
);

test('nothing is in the way exactly when the rules let the request through and it fits under both caps', () => {
  fc.assert(
    fc.property(
      limits,
      amount,
      amount,
      amount,
      fc.integer({ min: 1, max: 4 }),
      (everyone, cap, guild, member, count) => {
        const asked = { ...ASKED, count };
        const rules = { ...NO_RULES, cap, everyone };
        const spent = used(guild, member);
        const admission = admit(asked, rules, CEILINGS, NOW);
        const balances = new Map([
          ['guild', spent.guild],
          ['member', spent.member],
        ]);
        const isLetThrough =
          !('refused' in admission) &&
          admission.accounts.every((account) => {
            const balance = balances.get(account.scope);
            return (
              balance === undefined || account.cap === null || fits(balance, account.cap, asked.price.each * count)
            );
          });
        expect(limitsInTheWay(asked, rules, spent, CEILINGS, NOW).length === 0).toBe(isLetThrough);
      },
    ),
    { numRuns: 500 },
  );
});
