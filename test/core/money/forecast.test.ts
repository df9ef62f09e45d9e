import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { forecast } from '../../../src/core/money/forecast.ts';
import { periodAt } from '../../../src/core/money/period.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 21);
const month = periodAt({ kind: 'month', zone: 'UTC', resetDay: 1 }, NOW);
const today = periodAt({ kind: 'day', zone: 'UTC', resetDay: 1 }, NOW + DAY / 2);
const endless = periodAt({ kind: 'none', zone: 'UTC', resetDay: 1 }, NOW);
const spent = (amount: number, carried = 0) => ({ spent: amount, held: 0, carried });

test('a period with an end goes by what was spent since it began', () => {
  expect(forecast(spent(2_000), 3_000, month, NOW)).toEqual({ perDay: 100, emptyAt: null });
  expect(forecast(spent(2_000), 2_400, month, NOW)).toEqual({ perDay: 100, emptyAt: NOW + 4 * DAY });
});

test('what was carried over leaves less, and makes no pace', () => {
  expect(forecast(spent(0, 2_000), 5_000, today, NOW + DAY / 2)).toEqual({ perDay: null, emptyAt: null });
  expect(forecast(spent(500, 2_000), 2_600, today, NOW + DAY / 2)).toEqual({
    perDay: 1_000,
    emptyAt: NOW + DAY / 2 + 0.1 * DAY,
  });
});

test('a period without an end goes by the time since the first spending, whenever that was', () => {
  expect(forecast(spent(300, 700), 1_200, endless, NOW, NOW - 10 * DAY)).toEqual({
    perDay: 100,
    emptyAt: NOW + 2 * DAY,
  });
});

test('without any spending there is no pace, and never one since 1970', () => {
  expect(forecast(spent(300, 700), 1_200, endless, NOW)).toEqual({ perDay: null, emptyAt: null });
  expect(forecast(spent(0), 1_200, endless, NOW, null)).toEqual({ perDay: null, emptyAt: null });
  expect(forecast(spent(30), 1_200, endless, NOW, NOW - 60_000)).toEqual({ perDay: null, emptyAt: null });
  // The clock was set back since.
  expect(forecast(spent(30), 1_200, endless, NOW, NOW + DAY)).toEqual({ perDay: null, emptyAt: null });
});

test('there is a pace once an hour has gone by', () => {
  const spentSince = (since: number) => forecast(spent(30), 1_200, endless, NOW, since).perDay;
  expect([spentSince(NOW - 3_599_999), spentSince(NOW - 3_600_000)]).toEqual([null, 720]);
});

test('what is held makes the pace as well, and what is rounded is rounded to the nearest', () => {
  expect(forecast({ spent: 1_000, held: 1_000, carried: 0 }, 2_400, month, NOW)).toEqual({
    perDay: 100,
    emptyAt: NOW + 4 * DAY,
  });
  expect(forecast(spent(2_013), 99_999, month, NOW).perDay).toBe(101);
});

test('a budget that is used up at the instant at which it starts again lasts until then', () => {
  const ends = month.endsAt ?? 0;
  expect(forecast(spent(2_000), 3_000, { ...month, endsAt: ends }, NOW).emptyAt).toBeNull();
  expect(forecast(spent(2_000), 3_000, { ...month, endsAt: ends + 1 }, NOW).emptyAt).toBe(ends);
});

test('no date is told beyond a year', () => {
  expect(forecast(spent(1), 365 + 1, endless, NOW, NOW - DAY)).toEqual({ perDay: 1, emptyAt: NOW + 365 * DAY });
  expect(forecast(spent(1), 365 + 2, endless, NOW, NOW - DAY)).toEqual({ perDay: 1, emptyAt: 'far' });
});

test('an end that is told lies between now and a year from now', () => {
  const amount = fc.nat(1e9);
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.nat(1e9),
      fc.option(fc.integer({ min: 0, max: NOW })),
      (paid, carried, held, cap, since) => {
        const { emptyAt } = forecast({ spent: paid, held, carried }, cap, endless, NOW, since);
        if (typeof emptyAt !== 'number') return;
        expect(emptyAt).toBeGreaterThanOrEqual(NOW);
        expect(emptyAt).toBeLessThanOrEqual(NOW + 365 * DAY);
      },
    ),
  );
});
