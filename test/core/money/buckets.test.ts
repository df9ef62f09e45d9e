import { assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';

import { bucketsOf } from '../../../src/core/money/buckets.ts';
import { PERIOD_KINDS, periodAt } from '../../../src/core/money/period.ts';

const at = (text: string): number => Date.parse(text);

test('a month is counted by the days of its zone, in months with a change of the clocks too', () => {
  const period = periodAt({ kind: 'month', zone: 'Europe/Berlin', resetDay: 1 }, at('2026-03-15T12:00:00Z'));
  const days = bucketsOf(period, 'Europe/Berlin', at('2026-03-15T12:00:00Z'));

  expect(days.map(({ label }) => label)).toEqual(Array.from({ length: 31 }, (_, day) => String(day + 1)));
  expect(days[28]).toEqual({ from: at('2026-03-28T23:00:00Z'), to: at('2026-03-29T22:00:00Z'), label: '29' });
});

test.each([
  ['ordinary', '2026-11-22T12:00:00Z', 24],
  ['short', '2026-03-29T12:00:00Z', 23],
  ['long', '2026-10-25T12:00:00Z', 25],
])('a day is counted by its hours, and an %s day has as many as it has', (_, now, hours) => {
  const period = periodAt({ kind: 'day', zone: 'Europe/Berlin', resetDay: 1 }, at(now));

  expect(bucketsOf(period, 'Europe/Berlin', at(now))).toHaveLength(hours);
});

test.each([
  ['an ordinary day', '2026-11-22T12:00:00Z', '00 01 02 03 04 05'],
  ['a day on which one is skipped', '2026-03-29T12:00:00Z', '00 01 03 04 05'],
  ['a day on which one comes twice', '2026-10-25T12:00:00Z', '00 01 02 02 03 04 05'],
])('hours are named as the clocks show them: %s', (_, now, night) => {
  const period = periodAt({ kind: 'day', zone: 'Europe/Berlin', resetDay: 1 }, at(now));
  const hours = bucketsOf(period, 'Europe/Berlin', at(now)).map(({ label }) => label);

  expect(hours.join(' ')).toBe(`${night} 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23`);
});

test('a bar ends with its period, though the clocks were moved by half an hour', () => {
  const period = periodAt({ kind: 'day', zone: 'Australia/Lord_Howe', resetDay: 1 }, at('2026-04-05T12:00:00Z'));
  const hours = bucketsOf(period, 'Australia/Lord_Howe', at('2026-04-05T12:00:00Z'));

  expect(hours).toHaveLength(25);
  expect(hours.at(-1)).toEqual({ from: (period.endsAt ?? 0) - 30 * 60_000, to: period.endsAt, label: '23' });
});

test('two days are counted by days', () => {
  const [startsAt, endsAt] = [at('2026-11-22T00:00:00Z'), at('2026-11-24T00:00:00Z')];
  expect(bucketsOf({ key: 'two', startsAt, endsAt }, 'UTC', startsAt).map(({ label }) => label)).toEqual(['22', '23']);
});

test('without a period the last 31 days are counted, today included', () => {
  const now = at('2026-11-22T12:00:00Z');
  const days = bucketsOf({ key: 'none', startsAt: 0, endsAt: null }, 'UTC', now);

  expect(days).toHaveLength(31);
  expect(days[0]).toEqual({ from: at('2026-10-23T00:00:00Z'), to: at('2026-10-24T00:00:00Z'), label: '23' });
  expect(days.at(-1)).toEqual({ from: at('2026-11-22T00:00:00Z'), to: at('2026-11-23T00:00:00Z'), label: '22' });
});

test('a week over a day that its zone skipped has six days', () => {
  const now = at('2011-12-29T12:00:00Z');
  const period = periodAt({ kind: 'week', zone: 'Pacific/Apia', resetDay: 1 }, now);

  expect(bucketsOf(period, 'Pacific/Apia', now).map(({ label }) => label)).toEqual(['26', '27', '28', '29', '31', '1']);
});

test('whatever the zone, the kind and the day: no instant of the period is left out or counted twice', () => {
  const zones = constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'Pacific/Apia',
    'Africa/Cairo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  );
  const instants = integer({ min: at('2005-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
  assert(
    property(
      constantFrom(...PERIOD_KINDS),
      zones,
      integer({ min: 1, max: 7 }),
      instants,
      (kind, zone, resetDay, now) => {
        const period = periodAt({ kind, zone, resetDay }, now);
        const buckets = bucketsOf(period, zone, now);

        const starts = [...buckets.map(({ from }) => from), period.endsAt ?? buckets.at(-1)?.to];
        expect(buckets.map(({ to }) => to)).toEqual(starts.slice(1));
        expect(buckets.every(({ from, to }) => from < to)).toBe(true);
        expect(starts[0]).toBe(period.endsAt === null ? starts[0] : period.startsAt);
        expect(buckets.some(({ from, to }) => from <= now && now < to)).toBe(true);
        expect(buckets.length).toBeLessThanOrEqual(31);
      },
    ),
  );
});
