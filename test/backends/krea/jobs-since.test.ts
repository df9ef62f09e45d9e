import { expect, test } from 'vitest';

import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { mockKrea } from './mocked-krea.ts';

const NOON = Date.UTC(2026, 10, 1, 12);
const job = (minutes: number) => ({
  job_id: `job${minutes}`,
  status: 'queued',
  created_at: new Date(NOON + minutes * 60_000).toISOString(),
});

test.for(['next_cursor', 'nextCursor'])('pages are followed by %s until one is wholly older', async (name) => {
  const { krea, asked } = mockKrea([
    [200, { items: [job(9), job(8)], [name]: 'c1' }],
    [200, { items: [job(7), job(-1)], [name]: 'c2' }],
    [200, { items: [job(-2), job(-3)], [name]: 'c3' }],
  ]);
  const jobs = await krea.jobsSince(NOON);
  expect(jobs).toEqual(
    [9, 8, 7].map((minutes) => ({ remoteId: `job${minutes}`, createdAt: NOON + minutes * 60_000, state: 'open' })),
  );
  expect(asked.map(({ query }) => query['cursor'])).toEqual([undefined, 'c1', 'c2']);
});

test('the instant itself belongs to the list, and the order within a page does not matter', async () => {
  const { krea } = mockKrea([[200, { items: [job(0), job(2), job(1)], next_cursor: null }]]);
  expect((await krea.jobsSince(NOON)).map(({ remoteId }) => remoteId)).toEqual(['job2', 'job1', 'job0']);
});

test('one old job out of order does not make a part look like the whole', async () => {
  const { krea } = mockKrea([
    [200, { items: [job(9), job(-60 * 24 * 365)], next_cursor: 'c1' }],
    [200, { items: [], next_cursor: 'c2' }],
    [200, { items: [job(8), job(-1)], next_cursor: null }],
  ]);
  expect((await krea.jobsSince(NOON)).map(({ remoteId }) => remoteId)).toEqual(['job9', 'job8']);
});

test('a job on two pages, because new ones pushed it on, counts once', async () => {
  const { krea } = mockKrea([
    [200, { items: [job(2), job(1)], next_cursor: 'c1' }],
    [200, { items: [job(1), job(0)], next_cursor: null }],
  ]);
  expect(await krea.jobsSince(NOON)).toHaveLength(3);
});

test.for([
  '2026-11-01T12:00:00Z',
  '2026-11-01T12:00:00.000',
  '2026-11-01 12:00:00',
  '2026-11-01T13:00:00+01:00',
  '2026-11-01T12:00:00.000000+00:00',
])('%s is an instant, in UTC unless it says otherwise', async (created) => {
  const { krea } = mockKrea([[200, { items: [{ job_id: 'a', created_at: created }] }]]);
  expect(await krea.jobsSince(NOON)).toEqual([{ remoteId: 'a', createdAt: NOON, state: 'open' }]);
});

test.for([
  ['a cursor that is a number', [[200, { items: [job(1)], next_cursor: 200 }]]],
  ['an empty cursor', [[200, { items: [job(1)], next_cursor: '' }]]],
  ['a cursor that is an object', [[200, { items: [job(1)], nextCursor: { after: 'job1' } }]]],
  [
    'a cursor that comes back',
    [
      [200, { items: [job(1)], next_cursor: 'c1' }],
      [200, { items: [job(1)], next_cursor: 'c2' }],
      [200, { items: [job(1)], next_cursor: 'c1' }],
    ],
  ],
  [
    'an error on a later page',
    [
      [200, { items: [job(1)], next_cursor: 'c1' }],
      [500, ''],
    ],
  ],
  [
    'a cursor that stands still',
    [
      [200, { items: [job(1)], next_cursor: 'c1' }],
      [200, { items: [job(1)], next_cursor: 'c1' }],
    ],
  ],
  ['a job that cannot be read', [[200, { items: [job(1), { status: 'queued' }] }]]],
  ['a time that cannot be read', [[200, { items: [{ job_id: 'a', created_at: 'noon' }] }]]],
  ['an answer that is no list', [[200, { jobs: [] }]]],
  ['a refused token', [[401, '']]],
] as const)('half a list would prove that a job was never made: %s is an error', async ([, answers]) => {
  const { krea, asked } = mockKrea(answers.map(([status, body]) => [status, body]));
  await expect(krea.jobsSince(NOON)).rejects.toBeInstanceOf(ImageApiUnavailable);
  expect(asked).toHaveLength(answers.length);
});

test('a list without an end is given up', async () => {
  const pages = Array.from({ length: 600 }, (_, index): [number, unknown] => [
    200,
    { items: [job(1)], next_cursor: `c${index}` },
  ]);
  const { krea, asked } = mockKrea(pages);
  await expect(krea.jobsSince(NOON)).rejects.toBeInstanceOf(ImageApiUnavailable);
  expect(asked).toHaveLength(500);
});

test('a list that takes more than five minutes is given up', async () => {
  let at = 0;
  const pages = Array.from({ length: 60 }, (_, index): [number, unknown] => [
    200,
    { items: [job(1)], next_cursor: `c${index}` },
  ]);
  const { krea, asked } = mockKrea(pages, { clock: { now: () => 0, monotonic: () => (at += 10_000) } });
  await expect(krea.jobsSince(NOON)).rejects.toBeInstanceOf(ImageApiUnavailable);
  expect(asked.length).toBeLessThan(60);
});

test.for([
  [{ status: 'Completed', result: { urls: [] } }, 'completed'],
  [{ status: 'failed', error: 'out of paint' }, 'failed'],
  [{ status: 'canceled' }, 'cancelled'],
  [{ status: 'sampling' }, 'open'],
  [{ status: 'archived', completed_at: '2026-11-01T12:01:00Z', result: {} }, 'failed'],
  [{ status: null }, 'open'],
  [{}, 'open'],
] as const)('a listed job of which Krea says %j is %s', async ([told, state]) => {
  const { krea } = mockKrea([[200, { items: [{ job_id: 'a', created_at: '2026-11-01T12:00:00Z', ...told }] }]]);
  expect(await krea.jobsSince(NOON)).toEqual([{ remoteId: 'a', createdAt: NOON, state }]);
});
