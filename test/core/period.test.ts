import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { monthOf } from '../../src/core/period.ts';

const instant = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2100) });

test('an instant lies in its month, and the months follow each other without a gap', () => {
  fc.assert(
    fc.property(instant, (now) => {
      const month = monthOf(now);
      expect(month.startsAt).toBeLessThanOrEqual(now);
      expect(month.endsAt).toBeGreaterThan(now);
      expect(monthOf(month.startsAt)).toEqual(month);
      expect(monthOf(month.endsAt - 1)).toEqual(month);
      expect(monthOf(month.endsAt).startsAt).toBe(month.endsAt);
      expect(monthOf(month.endsAt).key).not.toBe(month.key);
    }),
  );
});

test('a period is named by its month', () => {
  expect(monthOf(Date.UTC(2026, 11, 31, 23, 59, 59, 999)).key).toBe('2026-12@UTC');
  expect(monthOf(Date.UTC(2027, 0, 1)).key).toBe('2027-01@UTC');
});
