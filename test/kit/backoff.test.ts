import { expect, test } from 'vitest';

import { clampWait, repeatLast, risingWait } from '../../src/kit/backoff.ts';

test('when a table of waits is used up, its last one repeats', () => {
  expect([0, 1, 2, 3, 100].map((tries) => repeatLast([1_000, 2_000, 5_000], tries))).toEqual([
    1_000, 2_000, 5_000, 5_000, 5_000,
  ]);
});

test('a wait that rises doubles with every failure, up to the most', () => {
  expect([0, 1, 2, 3, 4, 5, 100].map((failures) => risingWait(1_000, failures, 12_000))).toEqual([
    1_000, 2_000, 4_000, 8_000, 12_000, 12_000, 12_000,
  ]);
  expect(risingWait(1, 1_000, Number.MAX_SAFE_INTEGER)).toBe(2 ** 20);
});

test.for([
  [null, 2_000, 2_000],
  [0, 2_000, 2_000],
  [1_999, 2_000, 2_000],
  [5_000, 2_000, 5_000],
  [60_000, 2_000, 60_000],
  [3_600_000, 2_000, 60_000],
  [Number.POSITIVE_INFINITY, 2_000, 60_000],
  [0, 90_000, 90_000],
] as const)('asked to wait for %j ms with a wait of our own of %i ms, it is %i ms', ([asked, own, expected]) => {
  expect(clampWait(asked, own, 60_000)).toBe(expected);
});
