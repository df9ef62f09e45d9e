import { expect, test } from 'vitest';

import { at, call, submit, text, withKrea } from '../harness.ts';
import { createFakeClock } from '../index.ts';
import type { Plan } from '../types.ts';

/** Runs one job to its end and reads it as a client would. */
async function ended(plan: Plan): Promise<unknown> {
  const krea = await withKrea();
  krea.next(plan);
  const id = text((await submit(krea)).body, 'job_id');
  await krea.waitFor(({ jobs }) => jobs().some(({ completedAt }) => completedAt !== null), { what: 'the job to end' });
  return (await call(krea, `/jobs/${id}`)).body;
}

test('a job passes every status in its time', async () => {
  const clock = createFakeClock();
  const krea = await withKrea({ clock, durationMs: 10_000 });
  const id = text((await submit(krea)).body, 'job_id');
  const passed: unknown[] = [];
  for (let step = 0; step < 6; step += 1) {
    passed.push(at((await call(krea, `/jobs/${id}`)).body, 'status'));
    clock.tick(2_000);
  }
  expect(passed).toEqual(['queued', 'scheduled', 'processing', 'sampling', 'intermediate-complete', 'completed']);
});

test('how long a job takes may depend on what it is', async () => {
  const clock = createFakeClock();
  const krea = await withKrea({ clock, durationMs: (_, variant) => (variant === 'large' ? 9_000 : 1_000) });
  await submit(krea);
  await submit(krea, {}, { variant: 'large' });
  clock.tick(1_000);
  expect(krea.jobs().map(({ status }) => status)).toEqual(['completed', 'queued']);
});

test('by hand, a job takes any status and comes to any end', async () => {
  const krea = await withKrea({ manual: true });
  const id = text((await submit(krea)).body, 'job_id');
  krea.advance(id, 'dreaming');
  expect(at((await call(krea, `/jobs/${id}`)).body, 'status')).toBe('dreaming');
  krea.fail(id, 'result');
  expect(text((await call(krea, `/jobs/${id}`)).body, 'result', 'error')).not.toBe('');
  expect(() => krea.complete(id)).toThrow('already failed');
});

test.each([
  ['an error object', 'object', { error: { code: 'generation_failed', message: expect.any(String) }, result: null }],
  ['an error text', 'string', { error: expect.any(String), result: null }],
  ['the error in the result', 'result', { result: { error: expect.any(String) } }],
  ['an error object in the result', 'result-object', { result: { error: { code: 'generation_failed' } } }],
  ['no word', 'none', { result: null }],
] as const)('a job fails with %s', async (_, failed, wanted) => {
  const job = await ended({ end: { failed } });
  expect(job).toMatchObject({ status: 'failed', completed_at: expect.any(String), ...wanted });
});

test.each([
  ['strings', [expect.stringContaining('/media/images/')]],
  ['objects', [{ type: 'image', url: expect.any(String) }]],
  ['map', { image: expect.any(String) }],
  ['empty', []],
  ['missing', undefined],
] as const)('result urls come as %s', async (urls, wanted) => {
  const job = await ended({ urls });
  expect(at(job, 'status')).toBe('completed');
  expect(at(job, 'result', 'urls')).toEqual(wanted);
});

test('moderation shows at the submit, as a failure, or as an empty result', async () => {
  const krea = await withKrea();
  krea.next({ moderation: 'submit' });
  expect((await submit(krea)).status).toBe(422);
  expect(at(await ended({ moderation: 'failed' }), 'error', 'code')).toBe('content_policy');
  expect(at(await ended({ moderation: 'empty' }), 'result', 'urls')).toEqual([]);
});

test('a job may end under a status that nobody knows', async () => {
  expect(await ended({ end: { status: 'archived' } })).toMatchObject({
    status: 'archived',
    completed_at: expect.any(String),
  });
});

test('a job may be ended by hand under a status that nobody knows', async () => {
  const krea = await withKrea({ manual: true });
  const id = text((await submit(krea)).body, 'job_id');
  krea.end(id, 'archived');
  expect(at((await call(krea, `/jobs/${id}`)).body, 'completed_at')).not.toBeNull();
  expect(krea.bill()).toEqual([]);
});

test.each([
  ['null', null],
  ['empty', {}],
  ['absent', undefined],
] as const)('a pending result is %s', async (pendingResult, wanted) => {
  const krea = await withKrea({ manual: true, settings: { pendingResult } });
  expect(at((await submit(krea)).body, 'result')).toEqual(wanted);
});

test('previews are urls of a job that is not done', async () => {
  const krea = await withKrea({ manual: true, settings: { previews: true } });
  const id = text((await submit(krea)).body, 'job_id');
  krea.advance(id, 'sampling');
  const { body } = await call(krea, `/jobs/${id}`);
  expect(at(body, 'completed_at')).toBeNull();
  expect((await fetch(text(body, 'result', 'urls', 0))).status).toBe(200);
});

test('a cancelled job is cancelled, a second time it is not found', async () => {
  const krea = await withKrea({ manual: true });
  const path = `/jobs/${text((await submit(krea)).body, 'job_id')}`;
  expect((await call(krea, path, { method: 'DELETE' })).status).toBe(200);
  expect(at((await call(krea, path)).body, 'status')).toBe('cancelled');
  expect((await call(krea, path, { method: 'DELETE' })).status).toBe(404);
  expect(krea.bill()).toEqual([]);
});

test('a cancel may come too late, or take the job away altogether', async () => {
  const krea = await withKrea({ manual: true });
  krea.next({ onCancel: 'completes' });
  krea.next({ onCancel: 'gone' });
  const [late, gone] = [text((await submit(krea)).body, 'job_id'), text((await submit(krea)).body, 'job_id')];
  for (const id of [late, gone]) expect((await call(krea, `/jobs/${id}`, { method: 'DELETE' })).status).toBe(200);
  expect(at((await call(krea, `/jobs/${late}`)).body, 'status')).toBe('completed');
  expect((await call(krea, `/jobs/${gone}`)).status).toBe(404);
  expect(krea.bill()).toHaveLength(1);
});

test('the job list pages from new to old, loses none and filters by status', async () => {
  const krea = await withKrea({ manual: true });
  const made: string[] = [];
  for (let count = 0; count < 5; count += 1) made.unshift(text((await submit(krea)).body, 'job_id'));
  krea.complete(made[0] ?? '');

  const first = (await call(krea, '/jobs?limit=3')).body;
  krea.settings.cursorName = 'nextCursor';
  const second = (await call(krea, `/jobs?limit=3&cursor=${text(first, 'next_cursor')}`)).body;
  const listed = [0, 1, 2].map((index) => at(first, 'items', index, 'job_id'));
  expect([...listed, ...[0, 1].map((index) => at(second, 'items', index, 'job_id'))]).toEqual(made);
  expect(at(second, 'nextCursor')).toBeNull();
  expect(at((await call(krea, '/jobs?status=completed')).body, 'items', 0, 'job_id')).toBe(made[0]);
  for (const query of ['limit=0', 'limit=1001', 'status=done', 'cursor=yesterday']) {
    expect((await call(krea, `/jobs?${query}`)).status).toBe(400);
  }
});

test('waiting in vain tells what was awaited and how things stand', async () => {
  const krea = await withKrea({ manual: true });
  await submit(krea);
  const waiting = krea.waitFor(({ bill }) => bill().length > 0, { what: 'a bill', timeoutMs: 5 });
  await expect(waiting).rejects.toThrow(/in vain for: a bill[^]*medium queued[^]*POST \/generate/);
});
