import { describe, expect, test } from 'vitest';

import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { mockKrea } from './mocked-krea.ts';

async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
}

describe('looking at a job', () => {
  test('asks for it by its id', async () => {
    const { krea, asked } = mockKrea([[200, { job_id: 'a/b', status: 'processing', unknown: true }]]);
    expect(await krea.look('a/b')).toEqual({ state: 'painting' });
    expect(asked[0]).toMatchObject({ method: 'GET', path: '/jobs/a%2Fb' });
  });

  test.for([403, 404, 410])('status %i means that it is missing, or of another account', async (status) => {
    const { krea, lines } = mockKrea([[status, { error: 'not found' }]]);
    expect(await krea.look('job-1')).toEqual({ state: 'missing' });
    expect(lines).toEqual([{ level: 'debug', fields: { remoteId: 'job-1', status }, message: expect.any(String) }]);
  });

  test.for([401, 429, 500, 503, 302, 400])('status %i leaves the job as it is', async (status) => {
    const { krea, lines } = mockKrea([[status, { message: 'said Krea' }, { 'retry-after': '3' }]]);
    const error = await thrownBy(krea.look('job-1'));
    expect(error).toBeInstanceOf(ImageApiUnavailable);
    expect(error).toMatchObject({ message: `Krea answered ${status} when asked about a job: said Krea` });
    expect(lines).toEqual([]);
  });

  test('the error says how long to wait', async () => {
    const { krea } = mockKrea([
      [429, '', { 'retry-after': '3' }],
      [503, ''],
    ]);
    expect(await thrownBy(krea.look('job-1'))).toMatchObject({ retryAfterMs: 3000 });
    expect(await thrownBy(krea.look('job-1'))).toMatchObject({ retryAfterMs: null });
  });

  test.for([['<html>ok</html>'], [''], ['[]'], [{ job_id: 'job-1' }], [{ status: 7 }]])(
    'an answer such as %o tells nothing',
    async ([body]) => {
      const { krea } = mockKrea([[200, body]]);
      expect(await thrownBy(krea.look('job-1'))).toBeInstanceOf(ImageApiUnavailable);
    },
  );

  test('a failure is told with its reason, without what was quoted', async () => {
    const { krea, lines } = mockKrea([[200, { status: 'failed', error: { code: 'x', message: 'no "cats" here' } }]]);
    expect(await krea.look('job-1')).toMatchObject({
      state: 'failed',
      failure: { reason: 'job-failed' },
      detail: expect.stringContaining('no … here'),
    });
    expect(lines).toEqual([]);
  });

  test('a job that was paid and brought no picture has no address', async () => {
    const { krea } = mockKrea([[200, { status: 'completed', result: { urls: [] } }]]);
    expect(await krea.look('job-1')).toEqual({ state: 'completed', url: null });
  });
});

describe('cancelling a job', () => {
  test.for([200, 204, 400, 403, 404, 405, 409, 410, 422])(
    'status %i was heard; the next look tells what came of it',
    async (status) => {
      const { krea, asked } = mockKrea([[status, '']]);
      await krea.cancel('job-1');
      expect(asked[0]).toMatchObject({ method: 'DELETE', path: '/jobs/job-1' });
    },
  );

  test.for([401, 429, 500, 502])('status %i was not', async (status) => {
    const { krea } = mockKrea([[status, '']]);
    expect(await thrownBy(krea.cancel('job-1'))).toBeInstanceOf(ImageApiUnavailable);
  });
});
