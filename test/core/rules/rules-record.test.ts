import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { rulesRecord } from '../../../src/core/rules/rules-record.ts';
import type { RulesLine } from '../../../src/core/rules/rules-record.ts';
import type { Grant, Rules } from '../../../src/core/rules/rules.ts';

const NOW = Date.UTC(2026, 10, 22);
const GRANT: Grant = { id: '900000000000000001', amount: 40, until: NOW + 10 };
const OF_ANN: Grant = { ...GRANT, userId: '100000000000000001' };

type CapRules = Pick<Rules, 'cap' | 'grants'>;

/** The audit of a server from its first rules on: of each change the parts that differ. */
function audited(...states: CapRules[]): RulesLine[] {
  return states.map((after, index) => {
    const before: CapRules = states[index - 1] ?? { grants: [] };
    const isCapOther = before.cap !== after.cap;
    const areGrantsOther = JSON.stringify(before.grants) !== JSON.stringify(after.grants);
    const parts = (rules: CapRules) => ({
      ...(isCapOther && rules.cap !== undefined && { cap: rules.cap }),
      ...(areGrantsOther && { grants: rules.grants }),
    });
    return { version: index + 1, before: parts(before), after: parts(after) };
  });
}

const state: fc.Arbitrary<CapRules> = fc.record(
  { cap: fc.nat(9), grants: fc.subarray([GRANT, OF_ANN, { ...GRANT, until: NOW + 20 }]) },
  { requiredKeys: ['grants'] },
);

test('an audit from the first rules on accounts for all of them, and tells the cap of every version', () => {
  fc.assert(
    fc.property(fc.array(state, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 30 }), (states, later) => {
      const record = rulesRecord(
        { version: states.length, rules: states.at(-1) ?? { grants: [] } },
        audited(...states),
      );
      expect(record.brokenAt).toBeNull();
      expect(record.capAt(0, NOW)).toBeUndefined();
      for (const [index, { cap, grants }] of states.entries()) {
        const raised =
          grants.filter(({ userId, until }) => userId === undefined && NOW + later < until).length * GRANT.amount;
        expect(record.capAt(index + 1, NOW + later)).toBe(cap === undefined ? undefined : cap + raised);
      }
    }),
  );
});

test('a raise counts to the millisecond before its end', () => {
  const record = rulesRecord(
    { version: 1, rules: { cap: 500, grants: [GRANT, OF_ANN] } },
    audited({ cap: 500, grants: [GRANT, OF_ANN] }),
  );
  expect([record.capAt(1, GRANT.until - 1), record.capAt(1, GRANT.until)]).toEqual([540, 500]);
});

test('where nothing is on record but the rules in force, these are taken as they are', () => {
  const record = rulesRecord({ version: 3, rules: { cap: 500, grants: [] } }, []);
  expect(record.brokenAt).toBeNull();
  expect([record.capAt(3, NOW), record.capAt(2, NOW), record.capAt(4, NOW)]).toEqual([500, undefined, undefined]);
});

describe('the audit does not account for', () => {
  const [first, second, third] = [
    { cap: 100, grants: [] },
    { cap: 200, grants: [] },
    { cap: 200, grants: [GRANT] },
  ];
  const lines = audited(first, second, third);

  test.for<[string, CapRules, readonly RulesLine[], number | null]>([
    ['nothing else than what it made', third, lines, null],
    ['a cap that nobody set', { ...third, cap: 201 }, lines, 2],
    ['a cap that nobody took away', { grants: third.grants }, lines, 2],
    ['a raise that nobody gave', { ...third, grants: [GRANT, GRANT] }, lines, 3],
    ['a raise of another amount', { ...third, grants: [{ ...GRANT, amount: 41 }] }, lines, 3],
    ['a version whose line is gone', third, lines.filter(({ version }) => version !== 2), 2],
    [
      'a version whose line cannot be read',
      third,
      lines.map((line) => (line.version === 2 ? { ...line, before: 'x' } : line)),
      2,
    ],
    [
      'a version of whose line the other half cannot be read',
      third,
      lines.map((line) => (line.version === 2 ? { ...line, after: { cap: -1 } } : line)),
      2,
    ],
    [
      'a first version that was not made of nothing',
      third,
      lines.map((line) => (line.version === 1 ? { ...line, before: { cap: 50 } } : line)),
      1,
    ],
    [
      'a raise before the first version',
      third,
      lines.map((line) =>
        line.version === 1 ? { ...line, before: { grants: [GRANT] }, after: { cap: 100, grants: [] } } : line,
      ),
      1,
    ],
    ['what happened before the oldest line', third, lines.slice(1), null],
  ])('%s', ([, rules, some, brokenAt]) => {
    expect(rulesRecord({ version: 3, rules }, some).brokenAt).toBe(brokenAt);
  });

  test('a version, and so for no older one', () => {
    const record = rulesRecord({ version: 3, rules: { ...third, cap: 201 } }, lines);
    expect([3, 2, 1].map((version) => record.capAt(version, GRANT.until))).toEqual([201, 201, undefined]);
  });
});

test('of a record without its first lines, the oldest rules are known by what the oldest line changed', () => {
  const record = rulesRecord({ version: 9, rules: { cap: 200, grants: [] } }, [
    { version: 9, before: { cap: 100, isPaused: true }, after: { cap: 200, isPaused: false } },
  ]);
  expect([9, 8, 7].map((version) => record.capAt(version, NOW))).toEqual([200, 100, undefined]);
});
