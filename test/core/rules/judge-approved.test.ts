import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Ceilings } from '../../../src/core/money/budget.ts';
import { fits } from '../../../src/core/money/budget.ts';
import type { Refusal } from '../../../src/core/picture/refusal.ts';
import type { Asked } from '../../../src/core/rules/admission.ts';
import { LIFTS } from '../../../src/core/rules/approval.ts';
import { judgeApproved } from '../../../src/core/rules/judge-approved.ts';
import type { ApprovalTerms, JudgedApproved } from '../../../src/core/rules/judge-approved.ts';
import type { Used } from '../../../src/core/rules/limits-in-the-way.ts';
import { MOST_GRANTS, NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Limits, Rules } from '../../../src/core/rules/rules.ts';
import { ANN, ASKED, CEILINGS, GUILD, MONTH_ENDS, NOW, used } from '../asked.ts';

const ID = '900000000000000001';
const BOB = '100000000000000002';
const ENDLESS: Rules['period'] = { kind: 'none', zone: 'UTC', resetDay: 1 };

interface Given {
  rules?: Partial<Rules>;
  spent?: Used;
  terms?: Partial<ApprovalTerms>;
  isRaise?: boolean;
  asked?: Partial<Asked>;
  ceilings?: Partial<Ceilings>;
}

/**
 * Judges the request of two pictures for 60; the card named everything and no amounts, unless `terms` say otherwise.
 */
function judge({
  rules,
  spent = used(0),
  terms,
  isRaise = false,
  asked,
  ceilings,
}: Given): JudgedApproved | { refused: Refusal } {
  const request = { id: ID, asked: { ...ASKED, ...asked }, isRaise, terms: { lifts: LIFTS, missing: {}, ...terms } };
  return judgeApproved(request, { ...NO_RULES, ...rules }, spent, { ...CEILINGS, ...ceilings }, NOW);
}

function approved(given: Given): JudgedApproved {
  const judged = judge(given);
  if ('refused' in judged) throw new Error(`refused: ${judged.refused.kind}`);
  return judged;
}

const refused = (given: Given): Refusal | undefined => {
  const judged = judge(given);
  return 'refused' in judged ? judged.refused : undefined;
};

const capIn = (judged: JudgedApproved, scope: 'guild' | 'member') =>
  judged.admission.accounts.find((account) => account.scope === scope);

test('a request that nothing stands against any more is let through, and no rule is changed for it', () => {
  for (const isRaise of [false, true]) {
    const rules = { ...NO_RULES, cap: 400 };
    const judged = judgeApproved(
      { id: ID, asked: ASKED, isRaise, terms: { lifts: ['server-cap'], missing: {} } },
      rules,
      used(340),
      CEILINGS,
      NOW,
    );
    expect(judged).toMatchObject({ caps: { before: 400, after: 400 }, lifts: [] });
    expect('refused' in judged ? undefined : judged.rules).toBe(rules);
  }
});

test.for<[Partial<Rules>, Partial<Asked>, Refusal['kind']]>([
  [{ isPaused: true }, {}, 'paused'],
  [{ channels: ['channel-2'] }, {}, 'wrong-channel'],
  [{}, { access: 'waiting' }, 'server-waits'],
  [{}, { access: 'unknown' }, 'operator-unknown'],
])('no approval lifts %j of %j: it is refused as %s', ([rules, asked, kind]) => {
  for (const isRaise of [false, true]) {
    expect(refused({ rules, asked, isRaise })).toMatchObject({ kind });
    // Also where the card is outdated besides.
    expect(refused({ rules, asked, isRaise, spent: used(900), terms: { lifts: [] } })).toMatchObject({ kind });
  }
});

describe('what the card named is lifted for this once, and nothing else', () => {
  test.for<[Limits, ApprovalTerms['lifts'][number]]>([
    [{ maxPrice: 59 }, 'price'],
    [{ maxCount: 1 }, 'count'],
    [{ variants: ['large'] }, 'models'],
    [{ cap: 0 }, 'member-cap'],
  ])('%j', ([everyone, lift]) => {
    const rules = { everyone };
    expect(approved({ rules, terms: { lifts: [lift] } })).toMatchObject({
      rules: { ...NO_RULES, everyone },
      lifts: [lift],
    });
    expect(refused({ rules, terms: { lifts: LIFTS.filter((other) => other !== lift) } })).toEqual({
      kind: 'card-outdated',
    });
  });

  test('all of them at once, in one fixed order, whether amounts are lifted or raised', () => {
    const everyone: Limits = { cap: 0, maxPrice: 59, maxCount: 1, variants: ['large'] };
    for (const isRaise of [false, true]) {
      expect(approved({ rules: { everyone }, spent: used(500), isRaise }).lifts).toEqual([
        'server-cap',
        'member-cap',
        'price',
        'count',
        'models',
      ]);
    }
    expect(refused({ rules: { everyone }, terms: { lifts: ['price', 'count', 'models'] } })).toEqual({
      kind: 'card-outdated',
    });
  });

  test('the member’s own limit, whatever is missing of it, without touching it', () => {
    const judged = approved({
      rules: { everyone: { cap: 10 } },
      spent: used(90, 90),
      terms: { lifts: ['member-cap'], missing: { 'member-cap': 1 } },
    });
    expect(capIn(judged, 'member')).toMatchObject({ cap: 10, isLifted: true });
    expect(judged.rules.grants).toEqual([]);
  });

  test('the member’s own limit in a budget that never starts again', () => {
    const judged = approved({ rules: { everyone: { cap: 10 }, period: ENDLESS }, spent: used(0, 10) });
    expect(capIn(judged, 'member')).toMatchObject({ cap: 10, isLifted: true });
  });
});

describe('the server’s budget is never overspent', () => {
  test('for this once it gets what is missing until it starts again', () => {
    const judged = approved({ spent: used(480) });
    expect(judged.rules).toEqual({ ...NO_RULES, grants: [{ id: ID, amount: 40, until: MONTH_ENDS }] });
    expect(judged).toMatchObject({ caps: { before: 500, after: 540 }, lifts: ['server-cap'] });
    expect(capIn(judged, 'guild')).toMatchObject({ cap: 540 });
  });

  test('raised, it gets what is missing for good', () => {
    expect(approved({ spent: used(480), isRaise: true }).rules).toEqual({ ...NO_RULES, cap: 540 });
    expect(approved({ rules: { cap: 700 }, spent: used(680), isRaise: true }).rules).toEqual({ ...NO_RULES, cap: 740 });
    expect(approved({ rules: { period: ENDLESS }, spent: used(480), isRaise: true }).rules).toMatchObject({
      cap: 540,
      grants: [],
    });
  });

  test('for this once it cannot be raised where it never starts again', () => {
    expect(refused({ rules: { period: ENDLESS }, spent: used(480) })).toEqual({ kind: 'card-outdated' });
  });

  test.for([false, true])(
    'above the operator’s ceiling it does not rise, by however little (for good: %s)',
    (isRaise) => {
      expect(approved({ spent: used(480), isRaise, ceilings: { maxGuild: 540 } }).caps.after).toBe(540);
      expect(refused({ spent: used(480), isRaise, ceilings: { maxGuild: 539 } })).toEqual({
        kind: 'above-ceiling',
        ceiling: 539,
      });
      expect(refused({ spent: used(480), isRaise, ceilings: { perGuild: new Map([[GUILD, 500]]) } })).toEqual({
        kind: 'above-ceiling',
        ceiling: 500,
      });
      expect(refused({ rules: { cap: 2_000 }, spent: used(980), isRaise })).toEqual({
        kind: 'above-ceiling',
        ceiling: 1_000,
      });
    },
  );
});

describe('a member’s own limit that is raised', () => {
  const rules = { everyone: { cap: 100 } };

  test('gets what is missing until the budget starts again, for this member alone', () => {
    const judged = approved({ rules, spent: used(90, 90), isRaise: true });
    expect(judged.rules).toEqual({
      ...NO_RULES,
      ...rules,
      grants: [{ id: ID, amount: 50, until: MONTH_ENDS, userId: ANN }],
    });
    expect(judged).toMatchObject({ caps: { before: 500, after: 500 }, lifts: ['member-cap'] });
    expect(capIn(judged, 'member')).toMatchObject({ cap: 150 });
    expect(capIn(judged, 'member')).not.toHaveProperty('isLifted');
  });

  test('is set for good where the budget never starts again, beside everything else that is said of members', () => {
    const members = { [ANN]: { maxCount: 4 }, [BOB]: { cap: 7 } };
    const judged = approved({ rules: { ...rules, members, period: ENDLESS }, spent: used(90, 90), isRaise: true });
    expect(judged.rules.members).toEqual({ [ANN]: { maxCount: 4, cap: 150 }, [BOB]: { cap: 7 } });
    expect(judged.rules.grants).toEqual([]);
    expect(capIn(judged, 'member')).toMatchObject({ cap: 150 });
  });

  test('is set higher by what is missing beside a raise that runs', () => {
    const grants = [{ id: ID, amount: 10, until: NOW + 1, userId: ANN }];
    const judged = approved({ rules: { ...rules, grants, period: ENDLESS }, spent: used(90, 90), isRaise: true });
    expect(judged.rules).toMatchObject({ members: { [ANN]: { cap: 140 } }, grants });
    expect(capIn(judged, 'member')).toMatchObject({ cap: 150 });
  });

  test('rises together with the server’s budget, where both are in the way', () => {
    const judged = approved({ rules, spent: used(480, 90), isRaise: true });
    expect(judged.rules).toMatchObject({ cap: 540, grants: [{ amount: 50, userId: ANN }] });
    expect(judged.lifts).toEqual(['server-cap', 'member-cap']);
  });

  test('is not raised beside as many raises as can run', () => {
    const grants = Array.from({ length: MOST_GRANTS }, (_, n) => ({
      id: ID,
      amount: 1,
      until: NOW + 1 + n,
      userId: BOB,
    }));
    expect(refused({ rules: { ...rules, grants }, spent: used(90, 90), isRaise: true })).toMatchObject({
      kind: 'invalid-option',
      option: 'amount',
    });
    expect(refused({ rules: { grants }, spent: used(480) })).toMatchObject({
      kind: 'invalid-option',
      option: 'amount',
    });
  });
});

describe('more than the card showed to be missing is asked for again', () => {
  test.for<[string, Given, boolean]>([
    ['a raise by what was shown', { spent: used(480), isRaise: true, terms: { missing: { 'server-cap': 40 } } }, true],
    [
      'a raise by more than was shown',
      { spent: used(480), isRaise: true, terms: { missing: { 'server-cap': 39 } } },
      false,
    ],
    ['a raise of a card without amounts, by no more than the price', { spent: used(500), isRaise: true }, true],
    ['a raise of a card without amounts, by more than the price', { spent: used(501), isRaise: true }, false],
    [
      'a raise of the member’s limit by what was shown',
      {
        rules: { everyone: { cap: 100 } },
        spent: used(0, 80),
        isRaise: true,
        terms: { missing: { 'member-cap': 40 } },
      },
      true,
    ],
    [
      'a raise of the member’s limit by more than was shown',
      {
        rules: { everyone: { cap: 100 } },
        spent: used(0, 80),
        isRaise: true,
        terms: { missing: { 'member-cap': 39 } },
      },
      false,
    ],
    [
      'this once, by no more than the price, whatever was shown',
      { spent: used(500), terms: { missing: { 'server-cap': 1 } } },
      true,
    ],
    ['this once, by more than the price', { spent: used(501), terms: { missing: { 'server-cap': 1 } } }, false],
    [
      'this once, by more than the price where it was shown',
      { spent: used(540), terms: { missing: { 'server-cap': 100 } } },
      true,
    ],
    [
      'this once, by more than the price and more than was shown',
      { spent: used(541), terms: { missing: { 'server-cap': 100 } } },
      false,
    ],
    ['this once, of a card without amounts, by more than the price', { spent: used(501) }, false],
  ])('%s', ([, given, isAgreed]) => {
    expect(refused(given)).toEqual(isAgreed ? undefined : { kind: 'card-outdated' });
  });
});

test('whatever is approved fits under the caps that it leaves behind, and never under more than the operator allows', () => {
  const amount = fc.nat(1_200);
  const everyone = fc.record(
    { cap: amount, maxPrice: amount, maxCount: fc.integer({ min: 1, max: 4 }) },
    { requiredKeys: [] },
  );
  const period = fc.constantFrom(NO_RULES.period, ENDLESS);
  fc.assert(
    fc.property(
      everyone,
      fc.option(amount, { nil: undefined }),
      period,
      amount,
      amount,
      fc.boolean(),
      (limits, cap, how, guild, member, isRaise) => {
        const spent = used(guild, member);
        const rules = { ...(cap !== undefined && { cap }), everyone: limits, period: how };
        const judged = judge({
          rules,
          spent,
          isRaise,
          terms: { missing: { 'server-cap': 9_999, 'member-cap': 9_999 } },
        });
        if ('refused' in judged) return;
        const balances = new Map([
          ['guild', spent.guild],
          ['member', spent.member],
        ]);
        for (const account of judged.admission.accounts) {
          const balance = balances.get(account.scope);
          if (balance === undefined || account.cap === null || account.isLifted === true) continue;
          expect(fits(balance, account.cap, 60)).toBe(true);
        }
        expect(judged.caps.after).toBeLessThanOrEqual(CEILINGS.maxGuild);
      },
    ),
    { numRuns: 500 },
  );
});
