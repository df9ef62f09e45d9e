import { expect, test } from 'vitest';

import { forecast } from '../../../../src/core/money/forecast.ts';
import { periodAt, UTC_MONTH } from '../../../../src/core/money/period.ts';
import { NO_RULES } from '../../../../src/core/rules/rules.ts';
import { describeBudget } from '../../../../src/wording/en/budget/budget.ts';

const NOW = Date.UTC(2026, 10, 22, 14);
const period = periodAt(UTC_MONTH, NOW);

/** The line about the pace, after so much was spent of so large a budget. */
function paceOf(spent: number, cap: number): string | undefined {
  const balance = { spent, held: 0, carried: 0 };
  const view = {
    state: { cap, balance, period },
    rules: NO_RULES,
    forecast: forecast(balance, cap, period, NOW),
    ceiling: undefined,
    undelivered: null,
  };
  return describeBudget(view)
    .split('\n')
    .find((line) => line.startsWith('Pace'));
}

test('says how long the budget lasts at this pace', () => {
  expect(paceOf(4_310_000, 50_000_000)).toBe('Pace: $0.20 per day, so it will last until it resets.');
  expect(paceOf(4_310_000, 5_000_000)).toMatch(/^Pace: \$0\.20 per day, so it will run out on <t:\d+:D>\.$/);
});

test('foretells no end to a budget of which nothing is left', () => {
  expect(paceOf(855_000, 855_000)).toBe('Pace: $0.04 per day, and nothing is left.');
  expect(paceOf(855_000, 0)).toBe('Pace: $0.04 per day, and nothing is left.');
});

test('gives no date beyond a year', () => {
  const endless = periodAt({ kind: 'none', zone: 'UTC', resetDay: 1 }, NOW);
  const balance = { spent: 30_000, held: 0, carried: 90_000 };
  const words = (firstSpentAt: number | null) =>
    describeBudget({
      state: { cap: 5_000_000, balance, period: endless },
      rules: NO_RULES,
      forecast: forecast(balance, 5_000_000, endless, NOW, firstSpentAt),
      ceiling: undefined,
      undelivered: null,
    });
  expect(words(NOW - 20 * 24 * 3_600_000)).toContain('so it will last more than a year.');
  expect(words(null)).not.toContain('Pace');
});

test('never calls a pace nothing', () => {
  expect(paceOf(30_000, 5_000_000)).toBe('Pace: less than $0.01 per day, so it will last until it resets.');
});
