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
