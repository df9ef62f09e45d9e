import { describe, expect, test } from 'vitest';

import { viewJob } from '../../../src/backends/krea/job-view.ts';

const URL = 'https://gen.krea.ai/images/1.png';
const DONE = '2026-11-01T12:00:00Z';

test.for([
  ['backlogged', 'waiting'],
  ['queued', 'waiting'],
  ['scheduled', 'waiting'],
  ['processing', 'painting'],
  ['sampling', 'painting'],
  ['intermediate-complete', 'painting'],
  ['something new', 'painting'],
] as const)('%s means %s, whatever the result already holds', ([status, state]) => {
  for (const result of [undefined, null, {}, { urls: [] }, { urls: [URL] }]) {
    expect(viewJob({ status, completed_at: null, result })).toEqual({ state });
  }
});

test.for(['processing', 'sampling', 'intermediate-complete', 'queued'])(
  '%s is not the end, even with completed_at',
  (status) => {
    expect(viewJob({ status, completed_at: DONE, result: { urls: [URL] } }).state).not.toBe('completed');
  },
);

test.for(['cancelled', 'canceled', 'CANCELLED'])('%s is cancelled', (status) => {
  expect(viewJob({ status })).toEqual({ state: 'cancelled' });
});

test('completed comes with the picture, or without one', () => {
  expect(viewJob({ status: 'completed', result: { urls: [URL] } })).toEqual({ state: 'completed', url: URL });
  expect(viewJob({ status: 'completed', result: { urls: [] } })).toEqual({ state: 'completed', url: null });
  expect(viewJob({ status: 'completed' })).toEqual({ state: 'completed', url: null });
});

test('an unknown status with completed_at has completed when there is a picture, and failed when not', () => {
  expect(viewJob({ status: 'archived', completed_at: DONE, result: { urls: [URL] } })).toEqual({
    state: 'completed',
    url: URL,
  });
  expect(viewJob({ status: 'archived', completed_at: DONE, result: {} })).toMatchObject({
    state: 'failed',
    failure: { reason: 'job-failed' },
  });
  expect(viewJob({ status: 'content-moderated', completed_at: DONE })).toMatchObject({
    failure: { reason: 'moderated' },
  });
});

test('a failed job tells nothing that stands in the prompt, and the prompt makes it no moderation', () => {
  const prompt = 'the image of a content policy that was violated, in the office';
  const said = 'Could not render the image of a content policy that was violated, in the worker';
  expect(viewJob({ status: 'failed', error: said }, { prompt })).toEqual({
    state: 'failed',
    failure: { reason: 'job-failed' },
    detail: 'Could not render … worker; failed',
  });
});

describe('a failed job', () => {
  const said = 'The worker gave up';
  test.for([
    ['an error object', { error: { code: 'generation_failed', message: said } }],
    ['an error in words', { error: said }],
    ['an error in the result', { result: { error: said } }],
    ['an error object in the result', { result: { error: { code: 'x', message: said } } }],
    ['a picture beside the error', { error: said, result: { urls: [URL] } }],
  ] as const)('tells its reason by %s', ([, job]) => {
    expect(viewJob({ status: 'failed', ...job })).toEqual({
      state: 'failed',
      failure: { reason: 'job-failed' },
      detail: expect.stringContaining(said),
    });
  });

  test.for([[{}], [{ error: null, result: null }], [{ error: 7, result: [] }]])('may give none: %o', ([job]) => {
    expect(viewJob({ status: 'failed', ...job })).toMatchObject({ state: 'failed', failure: { reason: 'job-failed' } });
  });

  test.for([
    [{ error: { code: 'content_policy', message: 'Blocked' } }],
    [{ error: 'Flagged by the safety system' }],
    [{ result: { error: 'nsfw' } }],
    [{ result: { error: { code: 'MODERATION_BLOCKED' } } }],
  ])('was moderated when it says so: %o', ([job]) => {
    expect(viewJob({ status: 'failed', ...job })).toMatchObject({ state: 'failed', failure: { reason: 'moderated' } });
  });
});
