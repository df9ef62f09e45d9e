import { expect, test } from 'vitest';

import { readArguments } from '../../src/ledger-report/read-arguments.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 24 * 3_600_000;
const NAME = '1234567890123456789.2';

test.for([
  [[], { since: NOW - 7 * DAY, isOffline: false }],
  [['--since', '12h', '--offline'], { since: NOW - DAY / 2, isOffline: true }],
  [['--since', '2026-11-01'], { since: Date.UTC(2026, 10, 1) }],
] as const)('%j asks for a check', ([words, asked]) => {
  expect(readArguments(words, NOW)).toMatchObject({ kind: 'check', ...asked });
});

test('a decision names the picture and the verdict, and may tell why', () => {
  const picture = { generationId: '1234567890123456789', index: 2 };
  expect(readArguments(['resolve', NAME, 'charged'], NOW)).toEqual({
    kind: 'resolve',
    picture,
    verdict: 'charged',
    reason: null,
    isOffline: false,
  });
  expect(readArguments(['resolve', NAME, 'not-charged', '--reason', ' on the bill ', '--offline'], NOW)).toMatchObject({
    verdict: 'not-charged',
    reason: 'on the bill',
    isOffline: true,
  });
});

test.for([
  ['--since', 'yesterday'],
  ['--since', '2999-01-01'],
  ['--since', '0d'],
  ['--fix'],
  ['--reason', 'why'],
  ['resolve'],
  ['resolve', NAME],
  ['resolve', NAME, 'maybe'],
  ['resolve', '1.1', 'charged'],
  ['resolve', '1234567890123456789', 'charged'],
  ['resolve', '1234567890123456789.0', 'charged'],
  ['resolve', NAME, 'charged', 'not-charged'],
  ['resolve', NAME, 'charged', '--since', '7d'],
  ['resolve', NAME, 'charged', '--reason', 'x'.repeat(201)],
  ['settle', NAME, 'charged'],
])('%j is not understood, so nothing is done', (words) => {
  expect(readArguments(words, NOW)).toBeUndefined();
});
