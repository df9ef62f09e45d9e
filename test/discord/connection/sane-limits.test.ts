import { expect, test } from 'vitest';

import { saneLimits } from '../../../src/discord/connection/sane-limits.ts';

test.for<[string | null, string]>([
  ['0', '1'],
  ['0.05', '1'],
  ['-3', '1'],
  ['7.5', '7.5'],
  ['60', '60'],
  ['86400', '60'],
  ['1e308', '60'],
  ['Thu, 01 Jan 1970 00:00:00 GMT', '5'],
  ['', '5'],
  ['Infinity', '5'],
  [null, '5'],
])('a 429 that asks to wait for %s seconds is waited for %s', ([asked, waited]) => {
  const headers = saneLimits(429, new Headers(asked === null ? {} : { 'retry-after': asked }));
  expect(headers.get('retry-after')).toBe(waited);
});

test('no bucket is closed for longer than a minute, and no limit holds back what is exempt from it', () => {
  const headers = saneLimits(
    429,
    new Headers({ 'x-ratelimit-reset-after': '3600', 'x-ratelimit-global': 'true', 'x-ratelimit-remaining': '0' }),
  );
  expect(headers.get('x-ratelimit-reset-after')).toBe('60');
  expect(headers.has('x-ratelimit-global')).toBe(false);
  expect(headers.get('x-ratelimit-remaining')).toBe('0');
});

test('an answer that is no 429 makes nobody wait', () => {
  expect(saneLimits(503, new Headers({ 'retry-after': '3600' })).has('retry-after')).toBe(false);
});
