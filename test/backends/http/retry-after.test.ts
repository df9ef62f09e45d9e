import { expect, test } from 'vitest';

import { retryAfterMs } from '../../../src/backends/http/retry-after.ts';

const NOW = Date.parse('Sun, 01 Nov 2026 12:00:00 GMT');

test.for([
  ['seconds', { 'retry-after': '5' }, 5000],
  ['no time at all', { 'retry-after': '0' }, 0],
  ['parts of a second', { 'retry-after': '0.5' }, 500],
  ['a date', { 'retry-after': 'Sun, 01 Nov 2026 12:00:30 GMT' }, 30_000],
  ['a date in the past', { 'retry-after': 'Sun, 01 Nov 2026 11:00:00 GMT' }, 0],
  [
    'a date by the clock of the server',
    { 'retry-after': 'Sun, 01 Nov 2026 15:00:30 GMT', date: 'Sun, 01 Nov 2026 15:00:00 GMT' },
    30_000,
  ],
  ['more than an hour', { 'retry-after': '999999' }, 3_600_000],
  ['nothing', {}, null],
  ['an empty value', { 'retry-after': ' ' }, null],
  ['words', { 'retry-after': 'later' }, null],
  ['a negative number', { 'retry-after': '-5' }, null],
] as const)('%s', ([, headers, expected]) => {
  expect(retryAfterMs(headers, NOW)).toBe(expected);
});
