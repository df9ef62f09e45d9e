import { expect, test } from 'vitest';

import { mockKrea } from './mocked-krea.ts';

test.for([
  [200, 'ok'],
  [401, 'token-refused'],
  [403, 'not-permitted'],
  [402, 'unreachable'],
  [429, 'unreachable'],
  [500, 'unreachable'],
  [302, 'unreachable'],
] as const)('Krea answering %i is %s', async ([status, expected]) => {
  const { krea } = mockKrea([[status, { items: [] }]]);
  expect(await krea.reach()).toBe(expected);
});

test('one job is asked for, once', async () => {
  const { krea, asked } = mockKrea([[200, { items: [] }]]);
  await krea.reach();
  expect(asked).toMatchObject([{ method: 'GET', path: '/jobs', query: { limit: '1' } }]);
});

test.for([
  [401, 'error', 'Krea refuses the API token'],
  [403, 'error', 'Krea knows the API token but does not permit this'],
  [500, 'warn', 'Krea is not well'],
] as const)('%i is in the log, for the operator', async ([status, level, message]) => {
  const { krea, lines } = mockKrea([[status, 'no']]);
  await krea.reach();
  expect(lines).toMatchObject([{ level, message, fields: { status } }]);
});

test('a Krea that cannot be reached is in the log', async () => {
  const { krea, lines } = mockKrea([], { apiUrl: 'https://nowhere.test' });
  expect(await krea.reach()).toBe('unreachable');
  expect(lines).toMatchObject([{ level: 'warn', message: 'Krea could not be asked' }]);
});
