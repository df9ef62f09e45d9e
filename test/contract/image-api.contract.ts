import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../src/core/picture/request.ts';
import { ImageApiUnavailable } from '../../src/ports/image-api.ts';
import type { ImageApi, Submission } from '../../src/ports/image-api.ts';

/** One image API with a hand on what happens behind it. */
export interface ImageApiWorld {
  api: ImageApi;
  /** The image API's clock, in epoch milliseconds. */
  now(): number;
  tick(milliseconds: number): void;
  /** How the next submit goes. `lost-answer`: a job is made, and nobody hears of it. */
  next(how: 'busy' | 'moderated' | 'invalid' | 'token-refused' | 'lost-answer' | 'finished-when-cancelled'): void;
  paint(remoteId: string): void;
  complete(remoteId: string): void;
  fail(remoteId: string, why: 'error' | 'moderation'): void;
  forgetUpload(url: string): void;
  /** Nobody listens. */
  disconnect(): Promise<void>;
  reconnect(): Promise<void>;
  /** Everything is answered with an error that passes. */
  outage(): void;
  close(): Promise<void>;
}

/** A PNG of one pixel. */
const PIXEL = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
);

export function submissionOf(prompt: string, referenceUrls: readonly string[] = []): Submission {
  const references = referenceUrls.map(() => ({ hash: 'a'.repeat(64), strength: 0.6 }));
  return { request: { ...REQUEST_DEFAULTS, prompt, seed: 7, references }, referenceUrls, webhookUrl: null };
}

/** What every image API has to do, whoever implements it. */
export function imageApiContract(name: string, createWorld: () => Promise<ImageApiWorld>): void {
  describe(`${name} is an image API`, () => {
    let world: ImageApiWorld;
    beforeEach(async () => {
      world = await createWorld();
    });
    afterEach(async () => await world.close());

    async function accepted(prompt = 'a lighthouse', urls: readonly string[] = []): Promise<string> {
      const outcome = await world.api.submit(submissionOf(prompt, urls));
      if (outcome.kind !== 'accepted') throw new Error(`expected a job, got ${JSON.stringify(outcome)}`);
      return outcome.remoteId;
    }

    test('an accepted job waits, is painted and comes with a picture', async () => {
      const id = await accepted();
      expect(await world.api.look(id)).toEqual({ state: 'waiting' });
      world.paint(id);
      expect(await world.api.look(id)).toEqual({ state: 'painting' });
      world.complete(id);
      expect(await world.api.look(id)).toEqual({ state: 'completed', url: expect.stringMatching(/^https?:\/\//) });
    });

    test('equal submissions make jobs of their own', async () => {
      expect(await accepted()).not.toBe(await accepted());
    });

    test.for([
      ['error', 'job-failed'],
      ['moderation', 'moderated'],
    ] as const)('a job that ends by %s has failed as %s', async ([why, reason]) => {
      const id = await accepted();
      world.fail(id, why);
      expect(await world.api.look(id)).toEqual({ state: 'failed', failure: { reason }, detail: expect.any(String) });
    });

    test('a cancelled job is seen as cancelled', async () => {
      const id = await accepted();
      await world.api.cancel(id);
      expect(await world.api.look(id)).toEqual({ state: 'cancelled' });
    });

    test('a job that finishes while it is cancelled is seen as completed', async () => {
      world.next('finished-when-cancelled');
      const id = await accepted();
      await world.api.cancel(id);
      expect(await world.api.look(id)).toMatchObject({ state: 'completed' });
    });

    test('cancelling what has ended, or never was, changes nothing', async () => {
      const id = await accepted();
      world.complete(id);
      await world.api.cancel(id);
      await world.api.cancel('00000000-0000-4000-8000-000000000000');
      expect(await world.api.look(id)).toMatchObject({ state: 'completed' });
    });

    test('an unknown job is missing', async () => {
      expect(await world.api.look('00000000-0000-4000-8000-000000000000')).toEqual({ state: 'missing' });
    });

    test('a full backlog is busy with the time to wait, and makes no job', async () => {
      world.next('busy');
      expect(await world.api.submit(submissionOf('x'))).toEqual({ kind: 'busy', retryAfterMs: 1000 });
      expect(await world.api.jobsSince(0)).toEqual([]);
      expect(await accepted()).toEqual(expect.any(String));
    });

    test.for([
      ['moderated', { reason: 'moderated' }],
      ['invalid', { reason: 'invalid-request', field: 'aspect_ratio' }],
      ['token-refused', { reason: 'token-refused' }],
    ] as const)('a submit refused as %s makes no job', async ([how, failure]) => {
      world.next(how);
      expect(await world.api.submit(submissionOf('x'))).toEqual({
        kind: 'rejected',
        failure,
        detail: expect.any(String),
      });
      expect(await world.api.jobsSince(0)).toEqual([]);
    });

    test('a submit whose answer is lost is unclear, and its job stands in the list', async () => {
      world.next('lost-answer');
      expect(await world.api.submit(submissionOf('x'))).toMatchObject({ kind: 'unclear' });
      expect(await world.api.jobsSince(world.now() - 1000)).toHaveLength(1);
    });

    test('a submit that nobody listens to is unreachable, and may be repeated', async () => {
      await world.disconnect();
      expect(await world.api.submit(submissionOf('x'))).toEqual({ kind: 'unreachable', detail: expect.any(String) });
      await world.reconnect();
      await accepted();
      expect(await world.api.jobsSince(0)).toHaveLength(1);
    });

    test('the list holds the jobs since an instant, newest first', async () => {
      await accepted('before');
      world.tick(60_000);
      const from = world.now();
      const second = await accepted('second');
      world.tick(5_000);
      const third = await accepted('third');
      const jobs = await world.api.jobsSince(from);
      expect(jobs.map(({ remoteId }) => remoteId)).toEqual([third, second]);
      expect(jobs.map(({ createdAt }) => createdAt - from)).toEqual([5_000, 0]);
    });

    test('the list tells which jobs have ended and how', async () => {
      const [painted, failed, cancelled, open] = [
        await accepted(),
        await accepted(),
        await accepted(),
        await accepted(),
      ];
      world.complete(painted);
      world.fail(failed, 'error');
      await world.api.cancel(cancelled);
      world.paint(open);
      const states = new Map((await world.api.jobsSince(0)).map(({ remoteId, state }) => [remoteId, state]));
      expect([painted, failed, cancelled, open].map((id) => states.get(id))).toEqual([
        'completed',
        'failed',
        'cancelled',
        'open',
      ]);
    });

    test('it can be reached unless nobody listens or everything is an error', async () => {
      expect(await world.api.reach()).toBe('ok');
      await world.disconnect();
      expect(await world.api.reach()).toBe('unreachable');
      await world.reconnect();
      world.outage();
      expect(await world.api.reach()).toBe('unreachable');
    });

    test('after an answer it knows what its clock shows', async () => {
      await world.api.reach();
      const { earliest, latest } = world.api.time() ?? { earliest: Number.NaN, latest: Number.NaN };
      expect(earliest).toBeLessThanOrEqual(world.now());
      expect(latest).toBeGreaterThanOrEqual(world.now());
    });

    test('an upload can be used as a style reference', async () => {
      const upload = await world.api.upload(PIXEL, 'image/png');
      expect(upload).toEqual({ url: expect.stringMatching(/^https?:\/\//) });
      if ('url' in upload) await accepted('with a reference', [upload.url]);
    });

    test('a reference whose upload is forgotten is stale, and makes no job', async () => {
      const upload = await world.api.upload(PIXEL, 'image/png');
      const url = 'url' in upload ? upload.url : '';
      world.forgetUpload(url);
      expect(await world.api.submit(submissionOf('x', [url]))).toEqual({ kind: 'stale-reference' });
      expect(await world.api.jobsSince(0)).toEqual([]);
    });

    test('an upload that is no image is refused', async () => {
      const refused = await world.api.upload(new TextEncoder().encode('just words'), 'text/plain');
      expect(refused).toEqual({ rejected: { reason: 'reference-refused' }, detail: expect.any(String) });
    });

    test('every style can be named and shown', async () => {
      const styles = await world.api.styles();
      expect(styles.length).toBeGreaterThan(0);
      for (const { id, title } of styles) expect([id, title]).not.toContain('');
      expect(new Set(styles.map(({ id }) => id)).size).toBe(styles.length);
    });

    test('while it is out nothing can be asked, and the jobs go on', async () => {
      const id = await accepted();
      world.outage();
      const asked = [
        () => world.api.look(id),
        () => world.api.cancel(id),
        () => world.api.jobsSince(0),
        () => world.api.upload(PIXEL, 'image/png'),
        () => world.api.styles(),
      ];
      for (const ask of asked) await expect(ask()).rejects.toBeInstanceOf(ImageApiUnavailable);
      world.complete(id);
    });
  });
}
