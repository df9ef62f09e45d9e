import { expect, test } from 'vitest';

import { createFakeClock } from './clock.ts';
import { at, call, submit, text, withKrea } from './harness.ts';

test('an answer lost after its effect leaves a job that runs and is billed', async () => {
  const krea = await withKrea();
  krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, dropSocket: true });
  await expect(submit(krea)).rejects.toThrow('fetch failed');
  await krea.waitFor(({ bill }) => bill().length === 1);
  expect(krea.submits()).toHaveLength(1);
  expect(at((await call(krea, '/jobs')).body, 'items', 0, 'status')).toBe('completed');
});

test('a fault before the effect makes no job, and wears off', async () => {
  const krea = await withKrea();
  const fault = krea.faults.add({ method: 'POST', route: '/generate', dropSocket: true, times: 2 });
  for (let time = 0; time < 2; time += 1) await expect(submit(krea)).rejects.toThrow('fetch failed');
  expect(krea.jobs()).toEqual([]);
  expect((await submit(krea)).status).toBe(200);
  expect(fault.hits()).toBe(2);
});

test('whoever waits for a fault hears that it struck while the answer is still held back', async () => {
  const clock = createFakeClock();
  const krea = await withKrea({ clock });
  const fault = krea.faults.add({ route: '/generate', delayMs: 1_000 });
  const answer = submit(krea);
  await krea.waitFor(() => fault.hits() === 1);
  clock.tick(1_000);
  expect((await answer).status).toBe(200);
});

test('a submit that is never answered still makes its job', async () => {
  const krea = await withKrea({ manual: true });
  krea.faults.add({ route: '/generate', afterEffect: true, hang: true });
  const leave = new AbortController();
  const waiting = call(krea, '/generate/image/krea/krea-2/medium', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'x', aspect_ratio: '1:1', resolution: '1K' }),
    signal: leave.signal,
  });
  await krea.waitFor(({ requests }) => requests.some(({ outcome }) => outcome === 'hang'));
  leave.abort();
  await expect(waiting).rejects.toThrow('abort');
  expect(krea.jobs()).toHaveLength(1);
});

test('a fault answers with any status, body and headers, on the routes it names', async () => {
  const krea = await withKrea();
  krea.faults.add({
    method: 'GET',
    route: /^\/jobs\/.+/,
    status: 503,
    body: '<html>down</html>',
    headers: { 'retry-after': '2' },
    times: Infinity,
  });
  krea.faults.add({ route: '/styles', answer: 'bad-gateway' });
  const heard = await call(krea, '/jobs/some');
  expect([heard.status, heard.text, heard.headers.get('retry-after')]).toEqual([503, '<html>down</html>', '2']);
  expect((await call(krea, '/jobs')).status).toBe(200);
  expect((await call(krea, '/styles')).headers.get('content-type')).toContain('text/html');
  krea.calm();
  expect((await call(krea, '/jobs/some')).status).toBe(404);
});

test('an error after the effect answers the error, yet the job exists', async () => {
  const krea = await withKrea({ manual: true });
  krea.faults.add({ route: '/generate', afterEffect: true, answer: 'server-error' });
  expect((await submit(krea)).status).toBe(500);
  expect(krea.jobs()).toHaveLength(1);
});

test('half an answer is a broken one', async () => {
  const krea = await withKrea();
  krea.faults.add({ route: '/jobs', cut: true });
  await expect(call(krea, '/jobs')).rejects.toThrow('terminated');
});

test('refused connections come back on the same port', async () => {
  const krea = await withKrea();
  await krea.refuseConnections();
  await expect(call(krea, '/jobs')).rejects.toThrow('fetch failed');
  await krea.acceptConnections();
  expect((await call(krea, '/jobs')).status).toBe(200);
});

test('headers can be put on a submit, such as those of a model that will go', async () => {
  const krea = await withKrea();
  krea.next({ headers: { deprecation: 'true', sunset: 'Tue, 01 Dec 2026 00:00:00 GMT' } });
  const { headers } = await submit(krea);
  expect([headers.get('deprecation'), headers.get('sunset')]).toEqual(['true', 'Tue, 01 Dec 2026 00:00:00 GMT']);
});

test('a plan counts for as many submits as it says, one after the other', async () => {
  const krea = await withKrea({ manual: true });
  krea.next({ times: 2, refuse: 'too-many' });
  krea.next({ firstStatus: 'processing' });
  const heard = [await submit(krea), await submit(krea), await submit(krea), await submit(krea)];
  expect(heard.map(({ status }) => status)).toEqual([429, 429, 200, 200]);
  expect(heard.slice(2).map(({ body }) => text(body, 'status'))).toEqual(['processing', 'queued']);
});
