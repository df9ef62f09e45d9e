import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { formatUsd, parseUsd } from '../../src/core/money.ts';

/** The largest amount that may be named, a million dollars. */
const MAX_AMOUNT = 1_000_000_000_000;

test('what is written can be read back, exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_AMOUNT }), (amount) => {
      expect(parseUsd(formatUsd(amount).replaceAll(',', ''))).toBe(amount);
    }),
  );
});

test('an amount has at least two decimals and no needless ones', () => {
  fc.assert(
    fc.property(fc.integer({ min: -MAX_AMOUNT, max: MAX_AMOUNT }), (amount) => {
      expect(formatUsd(amount)).toMatch(/^-?\$[\d,]+\.(?:\d\d|\d{2,5}[1-9])$/);
    }),
  );
});

test.for(['', '$', '-1', '1e3', '1.', '.5', '0.0000001', '1000000.01', '12345678', 'five', '1 2', 'NaN', '0x10'])('“%s” is no amount', (text) => {
  expect(parseUsd(text)).toBeUndefined();
});

test.for([
  ['5', 5_000_000],
  ['$12.50', 12_500_000],
  ['0.035', 35_000],
  [' 1000000 ', MAX_AMOUNT],
] as const)('“%s” is %i micro-dollars', ([text, amount]) => {
  expect(parseUsd(text)).toBe(amount);
});
