import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { PRICE_TABLE, priceOf, unpricedVariants } from '../../../src/core/picture/price.ts';
import { VARIANTS } from '../../../src/core/picture/request.ts';
import { anyRequest } from '../samples.ts';

test('every request has a price, a whole number of micro-dollars above zero', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const price = priceOf(request);
      expect(Number.isSafeInteger(price?.each)).toBe(true);
      expect(price?.each).toBeGreaterThan(0);
    }),
  );
});

test('a moodboard sets the price, with or without references', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const withoutBoard = request.references.length > 0 ? 'references' : 'text';
      expect(priceOf(request)?.tier).toBe(request.moodboard === null ? withoutBoard : 'moodboard');
    }),
  );
});

test('what the table does not know has no price, rather than none to pay', () => {
  expect(
    priceOf({ variant: 'large', references: [], moodboard: null }, { version: 'x', prices: { medium: { text: 1 } } }),
  ).toBeUndefined();
  expect(
    priceOf(
      { variant: 'medium', references: [], moodboard: { id: '', strength: 0 } },
      { version: 'x', prices: { medium: { text: 1 } } },
    ),
  ).toBeUndefined();
});

test('Krea’s prices of November 2026: whoever changes one gives the table a new version, for old entries are explained by it', () => {
  expect(PRICE_TABLE).toStrictEqual({
    version: '2026-11',
    prices: {
      medium: { text: 30_000, references: 35_000, moodboard: 40_000 },
      large: { text: 60_000, references: 65_000, moodboard: 70_000 },
      'medium-turbo': { text: 15_000, references: 17_500, moodboard: 20_000 },
    },
  });
});

const FULL = { text: 1, references: 2, moodboard: 3 };

test.each([
  ['no variant has a price', {}, [...VARIANTS]],
  ['one variant is missing', { medium: FULL, large: FULL }, ['medium-turbo']],
  [
    'one kind of picture is missing',
    { medium: FULL, large: { text: 1, moodboard: 3 }, 'medium-turbo': FULL },
    ['large'],
  ],
  ['every price is there, be it nothing', { medium: FULL, large: { ...FULL, text: 0 }, 'medium-turbo': FULL }, []],
])('variants that would be refused are told: %s', (_, prices, unpriced) => {
  expect(unpricedVariants({ version: 'x', prices })).toEqual(unpriced);
});

test('the price list that comes with the bot is complete', () => {
  expect(unpricedVariants()).toEqual([]);
});
