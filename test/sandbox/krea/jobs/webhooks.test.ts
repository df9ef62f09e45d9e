import { once } from 'node:events';
import { createServer } from 'node:http';

import { expect, onTestFinished, test } from 'vitest';

import { submit, text, withKrea } from '../harness.ts';

async function receiver(): Promise<string> {
  const server = createServer((_, response) => response.writeHead(204).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/hook`;
}

test('the end of a job is posted once, with the whole job', async () => {
  const krea = await withKrea();
  const url = await receiver();
  await submit(krea, {}, { headers: { 'x-webhook-url': url } });
  const [sent] = await krea.waitFor(({ webhooks }) => (webhooks.sent().length > 0 ? webhooks.sent() : undefined));
  expect(sent).toMatchObject({
    url,
    answer: 204,
    body: { status: 'completed', result: { urls: [expect.any(String)] } },
  });
});

test('webhooks come twice, with an old state behind, or never', async () => {
  const krea = await withKrea({ manual: true });
  const headers = { 'x-webhook-url': await receiver() };
  for (const webhook of [{ copies: 0 }, { copies: 2, stale: true }]) {
    krea.next({ webhook });
    krea.complete(text((await submit(krea, {}, { headers })).body, 'job_id'));
  }
  await krea.waitFor(({ webhooks }) => webhooks.sent().length === 3);
  expect(krea.webhooks.sent().map(({ body }) => body['status'])).toEqual(['completed', 'completed', 'processing']);
  expect(new Set(krea.webhooks.sent().map(({ jobId }) => jobId)).size).toBe(1);
});

test('an early webhook is answered before the submit is', async () => {
  const krea = await withKrea({ manual: true });
  krea.next({ webhook: { early: true } });
  const { body } = await submit(krea, {}, { headers: { 'x-webhook-url': await receiver() } });
  expect(text(body, 'status')).toBe('queued');
  expect(krea.webhooks.sent()).toHaveLength(1);
});

test('held webhooks come out of order', async () => {
  const krea = await withKrea({ manual: true });
  const headers = { 'x-webhook-url': await receiver() };
  krea.webhooks.hold();
  const ids = [
    text((await submit(krea, {}, { headers })).body, 'job_id'),
    text((await submit(krea, {}, { headers })).body, 'job_id'),
  ];
  for (const id of ids) krea.complete(id);
  expect(krea.webhooks.sent()).toEqual([]);
  await krea.webhooks.release('reversed');
  expect(krea.webhooks.sent().map(({ jobId }) => jobId)).toEqual(ids.toReversed());
});

test('an address that is none is refused, one where nobody listens is noted', async () => {
  const krea = await withKrea();
  expect((await submit(krea, {}, { headers: { 'x-webhook-url': 'hook' } })).status).toBe(422);
  await submit(krea, {}, { headers: { 'x-webhook-url': 'http://127.0.0.1:9/' } });
  await krea.waitFor(({ webhooks }) => webhooks.sent().some(({ answer }) => typeof answer === 'string'));
});
