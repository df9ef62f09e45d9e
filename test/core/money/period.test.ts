import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  changePeriod,
  findPeriod,
  PERIOD_KINDS,
  periodAt,
  readPeriodKey,
  startOfPeriod,
} from '../../../src/core/money/period.ts';
import type { PeriodRule } from '../../../src/core/money/period.ts';

const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());

describe('the boundaries of a period', () => {
  test.each<[string, PeriodRule, string, string, string]>([
    [
      'a month in UTC',
      { kind: 'month', zone: 'UTC', resetDay: 1 },
      '2026-11-22T10:00:00Z',
      '2026-11-01T00:00:00.000Z',
      '2026-12-01T00:00:00.000Z',
    ],
    [
      'the day on which clocks go forward',
      { kind: 'day', zone: 'Europe/Berlin', resetDay: 1 },
      '2026-03-29T12:00:00Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    [
      'the day on which clocks go back',
      { kind: 'day', zone: 'Europe/Berlin', resetDay: 1 },
      '2026-10-25T12:00:00Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'a midnight that the clock change skips',
      { kind: 'day', zone: 'Africa/Cairo', resetDay: 1 },
      '2026-04-24T12:00:00Z',
      '2026-04-23T22:00:00.000Z',
      '2026-04-24T21:00:00.000Z',
    ],
    [
      'the 31st of a month that has 30 days',
      { kind: 'month', zone: 'UTC', resetDay: 31 },
      '2026-11-30T01:00:00Z',
      '2026-11-30T00:00:00.000Z',
      '2026-12-31T00:00:00.000Z',
    ],
    [
      'the 31st in February of a leap year',
      { kind: 'month', zone: 'UTC', resetDay: 31 },
      '2028-02-28T23:00:00Z',
      '2028-01-31T00:00:00.000Z',
      '2028-02-29T00:00:00.000Z',
    ],
    [
      'a month that starts on the 15th, seen on the 3rd',
      { kind: 'month', zone: 'UTC', resetDay: 15 },
      '2026-01-03T00:00:00Z',
      '2025-12-15T00:00:00.000Z',
      '2026-01-15T00:00:00.000Z',
    ],
    [
      'a week that starts on Sunday, seen on Sunday',
      { kind: 'week', zone: 'UTC', resetDay: 7 },
      '2026-11-22T10:00:00Z',
      '2026-11-22T00:00:00.000Z',
      '2026-11-29T00:00:00.000Z',
    ],
    [
      'a week that starts on Monday, seen on Sunday',
      { kind: 'week', zone: 'UTC', resetDay: 1 },
      '2026-11-22T10:00:00Z',
      '2026-11-16T00:00:00.000Z',
      '2026-11-23T00:00:00.000Z',
    ],
    [
      'the day before one that a zone skips',
      { kind: 'day', zone: 'Pacific/Apia', resetDay: 1 },
      '2011-12-30T09:00:00Z',
      '2011-12-29T10:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
    ],
  ])('%s', (_, rule, now, startsAt, endsAt) => {
    const period = findPeriod(rule, at(now));

    expect([iso(period.startsAt), iso(period.endsAt)]).toEqual([startsAt, endsAt]);
  });

  test('a budget without periods never starts afresh', () => {
    expect(findPeriod({ kind: 'none', zone: 'UTC', resetDay: 1 }, at('2026-11-22T00:00:00Z'))).toEqual({
      key: 'none',
      startsAt: 0,
      endsAt: null,
    });
  });
});

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Tehran',
);
const rule: fc.Arbitrary<PeriodRule> = fc.oneof(
  fc.record({ kind: fc.constant('day' as const), zone, resetDay: fc.constant(1) }),
  fc.record({ kind: fc.constant('week' as const), zone, resetDay: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ kind: fc.constant('month' as const), zone, resetDay: fc.integer({ min: 1, max: 31 }) }),
);
const instant = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') });

test('every instant is in the period that is computed for it, and in no other', () => {
  fc.assert(
    fc.property(rule, instant, (chosen, now) => {
      const period = findPeriod(chosen, now);
      const endsAt = period.endsAt ?? Number.NaN;

      expect(period.startsAt).toBeLessThanOrEqual(now);
      expect(now).toBeLessThan(endsAt);
      expect(findPeriod(chosen, period.startsAt)).toEqual(period);
      expect(findPeriod(chosen, endsAt - 1)).toEqual(period);
      expect(findPeriod(chosen, endsAt).startsAt).toBe(endsAt);
      expect(findPeriod(chosen, endsAt).key).not.toBe(period.key);
    }),
  );
});

test('a period that is remembered is the one that would be found, whatever was asked before', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          chosen: rule,
          instants: fc.array(instant, { maxLength: 4 }),
          step: fc.integer({ min: -100, max: 100 }),
        }),
        { maxLength: 12 },
      ),
      (asked) => {
        for (const { chosen, instants, step } of asked) {
          for (const now of instants.flatMap((one) => [
            one,
            one + step * 3_600_000,
            findPeriod(chosen, one).startsAt - 1,
          ])) {
            expect(periodAt(chosen, now)).toEqual(findPeriod(chosen, now));
          }
        }
      },
    ),
  );
});

test('a period is remembered from its first instant to its last, and not for the next one', () => {
  for (const kind of PERIOD_KINDS) {
    const chosen: PeriodRule = { kind, zone: 'Europe/Berlin', resetDay: 3 };
    const { startsAt, endsAt } = periodAt(chosen, at('2026-11-22T10:00:00Z'));
    const instants = [startsAt, (endsAt ?? 1) - 1, endsAt ?? 1, startsAt - 1];
    expect(instants.map((now) => periodAt(chosen, now))).toEqual(instants.map((now) => findPeriod(chosen, now)));
  }
});

test.for<[PeriodRule, PeriodRule]>([
  [
    { kind: 'day', zone: 'UTC', resetDay: 1 },
    { kind: 'week', zone: 'UTC', resetDay: 1 },
  ],
  [
    { kind: 'month', zone: 'UTC', resetDay: 1 },
    { kind: 'month', zone: 'UTC', resetDay: 2 },
  ],
  [
    { kind: 'month', zone: 'UTC', resetDay: 1 },
    { kind: 'month', zone: 'Asia/Tokyo', resetDay: 1 },
  ],
  [
    { kind: 'month', zone: 'Etc/UTC', resetDay: 1 },
    { kind: 'month', zone: 'Etc/UTC', keyZone: 'UTC', resetDay: 1 },
  ],
  [
    { kind: 'month', zone: 'Etc/UTC', keyZone: 'Etc/UCT', resetDay: 1 },
    { kind: 'month', zone: 'Etc/UTC', keyZone: 'UTC', resetDay: 1 },
  ],
])('what is remembered of %j is not taken for %j', ([one, other]) => {
  const now = at('2026-11-22T10:00:00Z');
  expect([periodAt(one, now).key, periodAt(other, now).key]).toEqual([
    findPeriod(one, now).key,
    findPeriod(other, now).key,
  ]);
  expect(periodAt(one, now).key).not.toBe(periodAt(other, now).key);
});

/** Whether a period is found once for its first and its last instant, although another rule is asked for in between. */
function isFoundOnce(one: PeriodRule, other: PeriodRule): boolean {
  const found = periodAt(one, at('2026-11-22T10:00:00Z'));
  periodAt(other, found.startsAt);
  return [found.startsAt, (found.endsAt ?? 1) - 1].every((instant) => periodAt(one, instant) === found);
}

test('a period is found once for all its instants', () => {
  const one: PeriodRule = { kind: 'week', zone: 'Asia/Tokyo', resetDay: 6 };
  const other: PeriodRule = { ...one, resetDay: 7 };
  // The memory may be full and begin anew in between, but not twice.
  expect(isFoundOnce(one, other) || isFoundOnce(one, other)).toBe(true);
});

test('after thousands of rules every one still has its own period', () => {
  const now = at('2026-11-22T10:00:00Z');
  const rules = Intl.supportedValuesOf('timeZone').flatMap((name) =>
    [1, 15, 31].map((resetDay): PeriodRule => ({ kind: 'month', zone: name, resetDay })),
  );
  expect(rules.length).toBeGreaterThan(1_000);
  const asked: PeriodRule = { kind: 'day', zone: 'UTC', resetDay: 1 };
  const before = periodAt(asked, now);
  expect([...rules, ...rules].filter((one) => periodAt(one, now).key !== findPeriod(one, now).key)).toEqual([]);
  // It is bounded: by then the first one was forgotten.
  expect(periodAt(asked, now)).not.toBe(before);
  expect(periodAt(asked, now)).toEqual(before);
});

describe('a change of how periods run', () => {
  const month: PeriodRule = { kind: 'month', zone: 'Asia/Tokyo', resetDay: 15 };

  test.each<[string, Partial<PeriodRule>, Partial<PeriodRule>]>([
    ['keeps what is not named', { zone: 'UTC' }, { kind: 'month', zone: 'UTC', resetDay: 15 }],
    ['keeps the first day when the kind is named and stays', { kind: 'month' }, { resetDay: 15 }],
    [
      'to weeks starts them on Monday, since a day of the month is none of the week',
      { kind: 'week' },
      { kind: 'week', resetDay: 1 },
    ],
    ['to weeks takes the day that is named', { kind: 'week', resetDay: 7 }, { kind: 'week', resetDay: 7 }],
    ['takes the last days of long months', { resetDay: 31 }, { kind: 'month', resetDay: 31 }],
    ['to days needs no first day', { kind: 'day' }, { kind: 'day', resetDay: 1 }],
  ])('%s', (_, wanted, after) => {
    expect(changePeriod(month, wanted)).toMatchObject(after);
  });

  test.each<[Partial<PeriodRule>, PeriodRule, string]>([
    [{ resetDay: 8 }, { kind: 'week', zone: 'UTC', resetDay: 1 }, 'week-has-seven-days'],
    [{ kind: 'week', resetDay: 8 }, month, 'week-has-seven-days'],
    [{ resetDay: 3 }, { kind: 'day', zone: 'UTC', resetDay: 1 }, 'daily-has-no-reset-day'],
    [{ kind: 'none', resetDay: 3 }, month, 'endless-has-no-reset-day'],
  ])('with %j from %j is refused: there is no such first day', (wanted, before, dayRule) => {
    expect(changePeriod(before, wanted)).toEqual({ dayRule });
  });

  test('a week of a day above 7, as older versions took it, still holds the present', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 31 }), instant, (resetDay, now) => {
        const { startsAt, endsAt } = periodAt({ kind: 'week', zone: 'UTC', resetDay }, now);
        expect([startsAt <= now, now < (endsAt ?? 0)]).toEqual([true, true]);
      }),
    );
  });
});

/** The rule with another zone. */
function changed(before: PeriodRule, zone: string): PeriodRule {
  const after = changePeriod(before, { zone });
  if ('dayRule' in after) throw new Error(after.dayRule);
  return after;
}

describe('another name of the same zone', () => {
  const old: PeriodRule = { kind: 'month', zone: 'Asia/Calcutta', resetDay: 1 };
  const now = Date.UTC(2026, 10, 27);

  test('is shown, and changes no period', () => {
    const after = changed(old, 'Asia/Kolkata');
    expect(after.zone).toBe('Asia/Kolkata');
    expect(findPeriod(after, now)).toEqual(findPeriod(old, now));
    expect(periodAt(after, now)).toEqual(periodAt(old, now));
  });

  test('changes no period on the way back, nor when other things change', () => {
    expect(changed(changed(old, 'Asia/Kolkata'), 'Asia/Calcutta')).toEqual(old);
    const day = changePeriod(changed(old, 'Asia/Kolkata'), { kind: 'day' });
    expect(day).toEqual({ kind: 'day', zone: 'Asia/Kolkata', keyZone: 'Asia/Calcutta', resetDay: 1 });
  });

  test('is forgotten with the zone', () => {
    const utc: PeriodRule = { kind: 'month', zone: 'UTC', resetDay: 1 };
    expect(changed(changed(utc, 'Etc/UTC'), 'Europe/Kyiv')).toEqual({
      kind: 'month',
      zone: 'Europe/Kyiv',
      resetDay: 1,
    });
  });
});

test('there is a kind of period that never ends', () => {
  expect(PERIOD_KINDS).toContain('none');
});

describe('the key of a period', () => {
  test.for<[string, ReturnType<typeof readPeriodKey>]>([
    ['none', { kind: 'none' }],
    ['day:2026-11-22@UTC', { kind: 'day', firstDay: '2026-11-22', zone: 'UTC' }],
    ['week:2026-11-16@Europe/Berlin', { kind: 'week', firstDay: '2026-11-16', zone: 'Europe/Berlin' }],
    [
      'month:2026-11-01@America/Argentina/Buenos_Aires',
      { kind: 'month', firstDay: '2026-11-01', zone: 'America/Argentina/Buenos_Aires' },
    ],
    ['', undefined],
    ['none of all', undefined],
    ['year:2026-01-01@UTC', undefined],
    ['a day:2026-11-22@UTC', undefined],
    ['day:26-11-22@UTC', undefined],
    ['day:2026-1-22@UTC', undefined],
    ['day:2026-11-2@UTC', undefined],
    ['day:2026-11-xx@UTC', undefined],
    ['day:2026-xx-22@UTC', undefined],
    ['day:2026-11-22@', undefined],
    ['day:2026-11-22', undefined],
    ['day:2026-11-22@UTC\n@UTC', undefined],
    ['a\nday:2026-11-22@UTC', undefined],
  ])('“%s” says %j', ([key, said]) => {
    expect(readPeriodKey(key)).toEqual(said);
  });

  test('says when it began, whatever its kind', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland');
    const instants = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...PERIOD_KINDS), zones, instants, (kind, zone, now) => {
        const { key, startsAt } = findPeriod({ kind, zone, resetDay: 1 }, now);
        expect(startOfPeriod(key)).toBe(startsAt);
      }),
    );
  });

  test('that no period has is a mistake of ours', () => {
    expect(() => startOfPeriod('fortnight')).toThrow('Not a period: fortnight');
  });
});
