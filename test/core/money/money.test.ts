import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { fixedUsd, formatUsd, parseUsd } from '../../../src/core/money/money.ts';

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

test.for(['', '$', '-1', '1e3', '1.', '.5', '0.0000001', '1000000.01', '12345678', 'five', '1 2', 'NaN', '0x10'])(
  '“%s” is no amount',
  (text) => {
    expect(parseUsd(text)).toBeUndefined();
  },
);

test.for([
  ['5', 5_000_000],
  ['$12.50', 12_500_000],
  ['0.035', 35_000],
  [' 1000000 ', MAX_AMOUNT],
] as const)('“%s” is %i micro-dollars', ([text, amount]) => {
  expect(parseUsd(text)).toBe(amount);
});

test.for([
  [0, '$0.00', '0.000000'],
  [35_000, '$0.035', '0.035000'],
  [999_999_999, '$999.999999', '999.999999'],
  [1_000_000_000, '$1,000.00', '1000.000000'],
  [12_345_500_000, '$12,345.50', '12345.500000'],
  [1_234_567_000_000, '$1,234,567.00', '1234567.000000'],
] as const)('%i micro-dollars are “%s” for people and “%s” for spreadsheets', ([amount, words, cells]) => {
  expect(formatUsd(amount)).toBe(words);
  expect(fixedUsd(amount)).toBe(cells);
});

test('what is owed back has a minus before the dollars', () => {
  expect(formatUsd(-12_500_000)).toBe('-$12.50');
});
