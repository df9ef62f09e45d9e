import { expect, test } from 'vitest';

import { decidableAt, decisionRecordSchema, endByVerdict, OPERATOR } from '../../../src/core/picture/decision.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 20, 12);

test.for([
  ['just now', NOW, NOW + 2 * MINUTE],
  ['a minute ago', NOW - MINUTE, NOW + MINUTE],
  ['three minutes ago', NOW - 3 * MINUTE, NOW - MINUTE],
  ['in the future, by a clock that was set back', NOW + 60 * MINUTE, NOW],
] as const)(
  'what was submitted %s can be decided when the search for it had two minutes',
  ([, submittingAt, expected]) => {
    expect(decidableAt({ submittingAt }, NOW - 60 * MINUTE, NOW)).toBe(expected);
  },
);

test('what was never submitted counts from its request', () => {
  expect(decidableAt({ submittingAt: null }, NOW - MINUTE, NOW)).toBe(NOW + MINUTE);
});

test('who decides on the bot’s own machine stands in the audit under a name that is no member’s id', () => {
  expect(OPERATOR).toBe('operator');
});

test('a verdict of charged settles without a picture, the other one releases', () => {
  expect(endByVerdict('charged')).toEqual({ to: 'finished', failure: { reason: 'no-picture' } });
  expect(endByVerdict('not-charged')).toEqual({ to: 'failed', failure: { reason: 'written-off' } });
});

test.for([
  [{ verdict: 'charged', amount: 30_000 }, true],
  [{ verdict: 'not-charged', amount: 0 }, true],
  [{ verdict: 'charged', amount: -1 }, false],
  [{ verdict: 'perhaps', amount: 0 }, false],
  [{ amount: 0 }, false],
] as const)('%j as a decision on record: %s', ([record, isOne]) => {
  expect(decisionRecordSchema.safeParse(record).success).toBe(isOne);
});
