import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { priceOf } from '../../src/core/price.ts';
import { anyRequest } from './samples.ts';

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
  expect(priceOf({ variant: 'large', references: [], moodboard: null }, { version: 'x', prices: { medium: { text: 1 } } })).toBeUndefined();
  expect(priceOf({ variant: 'medium', references: [], moodboard: { id: '', strength: 0 } }, { version: 'x', prices: { medium: { text: 1 } } })).toBeUndefined();
});
