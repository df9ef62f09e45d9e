import { assert, integer, property, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';

import { periodAt } from '../../../src/core/money/period.ts';
import {
  isReached,
  loweredMemberCap,
  raiseStep,
  reachedBy,
  rearm,
  runsOutEarly,
} from '../../../src/core/rules/alerts.ts';
import type { Usage } from '../../../src/core/rules/alerts.ts';

const DAY = 24 * 60 * 60_000;
const MONTH = periodAt({ kind: 'month', zone: 'UTC', resetDay: 1 }, Date.UTC(2026, 10, 5));
const WATCH = { thresholds: [50, 80, 100], forecast: true };
const micros = integer({ min: 0, max: 10_000_000 });
const threshold = integer({ min: 1, max: 100 });

const usage = (used: number, cap: number, changes: Partial<Usage> = {}): Usage => ({
  balance: { spent: used, held: 0, carried: 0 },
  cap,
  period: MONTH,
  ...changes,
});
const at = (days: number): number => MONTH.startsAt + days * DAY;

test('a share is reached when exactly as much is used, and not a micro-dollar before', () => {
  expect(reachedBy(WATCH, usage(2_499_999, 5_000_000), at(0))).toEqual([]);
  expect(reachedBy(WATCH, usage(2_500_000, 5_000_000), at(0))).toEqual([50]);
  expect(reachedBy(WATCH, usage(5_000_000, 5_000_000), at(0))).toEqual([50, 80, 100]);
});

test('what is held and carried counts like what is spent', () => {
  const balance = { spent: 10, held: 20, carried: 10 };
  expect(reachedBy(WATCH, { balance, cap: 80, period: MONTH }, at(0))).toEqual([50]);
});

test('using more never reaches less', () => {
  assert(
    property(micros, micros, micros, threshold, (used, more, cap, share) => {
      expect(isReached(share, used, cap) && !isReached(share, used + more, cap)).toBe(false);
    }),
  );
});

test.each([
  ['too early in the period', 2, 4_000_000, null],
  ['too little of it used', 10, 900_000, null],
  ['it lasts', 10, 1_000_000, null],
  ['it is used up already', 10, 5_000_000, null],
  ['it would be used up in the middle', 10, 4_000_000, at(12.5)],
  ['a tenth of the period is over', 3, 4_000_000, at(3.75)],
  ['a fifth of it is used', 3, 1_000_000, at(15)],
  ['not quite a fifth of it is used', 3, 999_999, null],
])('a forecast: %s', (_why, days, used, emptyAt) => {
  expect(runsOutEarly(usage(used, 5_000_000), at(days))).toBe(emptyAt);
});

test('a budget that never starts again has no forecast', () => {
  const period = { key: 'none', startsAt: 0, endsAt: null };
  expect(runsOutEarly(usage(4_000_000, 5_000_000, { period }), at(10))).toBeNull();
});

test('a raised cap arms what it lifts above the share that is used, and nothing else', () => {
  const before = { watch: WATCH, cap: 5_000_000, periodKey: MONTH.key };
  const told = [50, 80, 100, 'forecast'] as const;
  expect(rearm(before, { watch: WATCH, usage: usage(5_000_000, 8_000_000) }, told)).toEqual({
    armed: [80, 100],
    passed: [],
  });
  expect(rearm(before, { watch: WATCH, usage: usage(5_000_000, 5_000_000) }, told)).toEqual({ armed: [], passed: [] });
  expect(rearm(before, { watch: WATCH, usage: usage(1, 5_000_000) }, told)).toEqual({ armed: [], passed: [] });
  expect(rearm(before, { watch: WATCH, usage: usage(1, 4_000_000) }, told)).toEqual({ armed: [], passed: [] });
});

test('what is armed is never reached at that moment', () => {
  assert(
    property(micros, micros, micros, uniqueArray(threshold), (used, oldCap, cap, told) => {
      const { armed } = rearm(
        { watch: WATCH, cap: oldCap, periodKey: MONTH.key },
        { watch: WATCH, usage: usage(used, cap) },
        told,
      );
      for (const one of armed) expect(typeof one === 'number' && isReached(one, used, cap)).toBe(false);
    }),
  );
});

test('who asks for alerts later, or changes how periods run, is not told what had been reached before', () => {
  const after = { watch: WATCH, usage: usage(4_000_000, 5_000_000) };
  expect(rearm({ watch: null, cap: 5_000_000, periodKey: MONTH.key }, after, []).passed).toEqual([50, 80]);
  expect(
    rearm({ watch: { thresholds: [80], forecast: false }, cap: 5_000_000, periodKey: MONTH.key }, after, []).passed,
  ).toEqual([50]);
  expect(rearm({ watch: WATCH, cap: 5_000_000, periodKey: 'day:2026-11-05@UTC' }, after, []).passed).toEqual([50, 80]);
});

test.each([
  [0, 1_000_000],
  [100_000, 1_000_000],
  [1_000_000, 1_000_000],
  [4_999_999, 1_000_000],
  [5_000_000, 5_000_000],
  [30_000_000, 10_000_000],
  [200_000_000, 50_000_000],
])('the quick raise of a cap of %i is %i', (cap, step) => {
  expect(raiseStep(cap)).toBe(step);
});

test('the quick lowering halves the members’ cap, or sets a tenth of the server’s', () => {
  expect(loweredMemberCap(1_000_001, 9)).toBe(500_000);
  expect(loweredMemberCap(undefined, 5_000_000)).toBe(500_000);
  expect(loweredMemberCap(undefined, 1_060_000)).toBe(100_000);
  expect(loweredMemberCap(undefined, 60_000)).toBe(6_000);
});

test('a forecast that warns is told beside the shares, once somebody wants it', () => {
  expect(reachedBy(WATCH, usage(4_000_000, 5_000_000), at(10))).toEqual([50, 80, 'forecast']);
  expect(reachedBy({ ...WATCH, forecast: false }, usage(4_000_000, 5_000_000), at(10))).toEqual([50, 80]);
  expect(reachedBy(WATCH, usage(1_000_000, 5_000_000), at(10))).toEqual([]);
});

test('a pace can be judged after the first tenth of a period', () => {
  const day = periodAt({ kind: 'day', zone: 'UTC', resetDay: 1 }, Date.UTC(2026, 10, 5));
  const used = usage(4_000_000, 5_000_000, { period: day });
  expect(runsOutEarly(used, day.startsAt + 0.1 * DAY - 1)).toBeNull();
  expect(runsOutEarly(used, day.startsAt + 0.1 * DAY)).toBe(day.startsAt + 0.125 * DAY);
  expect(runsOutEarly(usage(4_000_000, 5_000_000), at(3) - 1)).toBeNull();
});

test('whoever gives up alerts is told of nothing that had been reached', () => {
  const before = { watch: WATCH, cap: 5_000_000, periodKey: MONTH.key };
  expect(rearm(before, { watch: null, usage: usage(5_000_000, 5_000_000) }, [])).toEqual({ armed: [], passed: [] });
});

test('a lowering to exactly a cent stays a cent', () => {
  expect(loweredMemberCap(20_000, 0)).toBe(10_000);
  expect(loweredMemberCap(20_002, 0)).toBe(10_000);
  expect(loweredMemberCap(19_999, 0)).toBe(9_999);
  expect(loweredMemberCap(0, 5_000_000)).toBe(0);
});
