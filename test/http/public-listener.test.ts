import { once } from 'node:events';
import { connect } from 'node:net';

import { afterEach, describe, expect, test } from 'vitest';

import type { Health } from '../../src/http/health.ts';
import { createHookAddresses } from '../../src/http/hook-address.ts';
import { startPublicListener } from '../../src/http/public-listener.ts';
import type { Hook } from '../../src/http/public-listener.ts';
import type { Listener } from '../../src/http/serve.ts';

const addresses = createHookAddresses('uuid:secret');
const KEY = { generationId: '1234567890123456789', index: 2 };
const listeners: Listener[] = [];

afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

interface SceneOptions {
  health?: () => Health;
  onHook?: (hook: Hook) => Promise<void> | void;
  timeouts?: { headersMs: number; requestMs: number };
}

async function startScene({ health = () => ({ healthy: true }), onHook, timeouts }: SceneOptions = {}) {
  const hooks: Hook[] = [];
  const lines: string[] = [];
  const note = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const listener = await startPublicListener({
    port: 0,
    host: '127.0.0.1',
    isHealthy: health,
    addresses,
    onHook: (hook) => {
      hooks.push(hook);
      return onHook?.(hook);
    },
    log: { debug: note, info: note, warn: note, error: note },
    ...(timeouts !== undefined && { timeouts }),
  });
  listeners.push(listener);
  const base = `http://127.0.0.1:${listener.port}`;
  const post = (body: string | null, link = addresses.webhookUrl(base, KEY)) => fetch(link, { method: 'POST', body });
  return { listener, base, hooks, lines, post };
}

describe('/healthz', () => {
  const ILL: Health = { healthy: false, reasons: ['ledger-unavailable'] };

  test('is 200 while the bot is healthy, and 503 without a reason while it is not', async () => {
    const [well, ill] = await Promise.all([startScene(), startScene({ health: () => ILL })]);
    const answers = [await fetch(`${well.base}/healthz`), await fetch(`${ill.base}/healthz?now`)];
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))).toEqual([
      [200, 'ok\n'],
      [503, 'unhealthy\n'],
    ]);
  });

  test('answers HEAD as it answers GET, without the body', async () => {
    const { base } = await startScene({ health: () => ILL });
    const answer = await fetch(`${base}/healthz`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([503, 'text/plain', '']);
  });
});

describe('everything else', () => {
  test.each([
    ['GET', '/'],
    ['POST', '/healthz'],
    ['GET', '/healthz/'],
    ['GET', '/metrics'],
    ['POST', '/hooks/krea/1/1/00'],
    ['POST', `/hooks/krea/1/1/${'0'.repeat(64)}`],
    ['GET', new URL(addresses.webhookUrl('http://host', KEY)).pathname],
  ])('%s %s is 404', async (method, path) => {
    const { base, hooks } = await startScene();
    const response = await fetch(base + path, { method });
    expect([response.status, await response.text()]).toEqual([404, '']);
    expect(hooks).toEqual([]);
  });
});

describe("Krea's call", () => {
  test('hands on the picture and the job that it names', async () => {
    const { post, hooks } = await startScene();
    const body = JSON.stringify({
      job_id: 'job-1',
      status: 'completed',
      result: { urls: ['https://gen.krea.ai/1.png'] },
    });
    expect((await post(body)).status).toBe(204);
    expect(hooks).toEqual([{ ...KEY, remoteId: 'job-1' }]);
  });

  test.each([
    null,
    '',
    'not json',
    '[]',
    '"text"',
    '{}',
    '{"job_id":7}',
    '{"job_id":""}',
    JSON.stringify({ job_id: 'x'.repeat(201) }),
  ])('with the body %s is a hint without a job', async (body) => {
    const { post, hooks } = await startScene();
    expect((await post(body)).status).toBe(204);
    expect(hooks).toEqual([{ ...KEY, remoteId: null }]);
  });

  test('is answered before anything is done about it', async () => {
    const work = Promise.withResolvers<void>();
    const { post, hooks } = await startScene({ onHook: () => work.promise });
    expect((await post('{}')).status).toBe(204);
    expect(hooks).toHaveLength(1);
    work.resolve();
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('does no harm when following it %s', async (_, onHook) => {
    const { post, lines, base } = await startScene({ onHook });
    expect((await post('{}')).status).toBe(204);
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect(lines).toEqual([expect.stringContaining('hint of Krea failed')]);
  });

  test('with more than a mebibyte announced is refused', async () => {
    const { post, hooks } = await startScene();
    expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post('x'.repeat(1024 * 1024))).status).toBe(204);
    expect(hooks).toHaveLength(1);
  });

  test('with more than a mebibyte unannounced is refused', async () => {
    const { listener, hooks } = await startScene();
    const { pathname } = new URL(addresses.webhookUrl('http://host', KEY));
    const socket = connect(listener.port, '127.0.0.1').on('error', () => undefined);
    socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`);
    socket.write(`${(2 * 1024 * 1024).toString(16)}\r\n${'x'.repeat(1024 * 1024 + 1)}`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    await once(socket, 'close');
    expect(hooks).toEqual([]);
  });

  test('that breaks off is no hint and does no harm', async () => {
    const { listener, hooks, base } = await startScene();
    const { pathname } = new URL(addresses.webhookUrl('http://host', KEY));
    const socket = connect(listener.port, '127.0.0.1');
    await new Promise<void>((resolve) => {
      socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{}`, () => resolve());
    });
    socket.destroy();
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect(hooks).toEqual([]);
  });
});

describe('the listener', () => {
  test.each([
    ['never ends its headers', 'GET /healthz HTTP/1.1\r\nhost: x\r\n'],
    [
      'never ends its body',
      `POST ${new URL(addresses.webhookUrl('http://host', KEY)).pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{`,
    ],
  ])('cuts off a client that %s', async (_, sent) => {
    const { listener, hooks } = await startScene({ timeouts: { headersMs: 50, requestMs: 50 } });
    const socket = connect(listener.port, '127.0.0.1').on('error', () => undefined);
    socket.resume();
    socket.write(sent);
    await once(socket, 'close');
    expect(hooks).toEqual([]);
  });

  test('cannot start on a port that is taken', async () => {
    const { listener } = await startScene();
    const options = { port: listener.port, host: '127.0.0.1', addresses, onHook: () => undefined };
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    await expect(startPublicListener({ ...options, isHealthy: () => ({ healthy: true }), log })).rejects.toMatchObject({
      cause: { code: 'EADDRINUSE' },
    });
  });

  test('closes with clients connected, and answers nobody afterwards', async () => {
    const { listener, base } = await startScene();
    const socket = connect(listener.port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    await fetch(`${base}/healthz`);
    listeners.pop();
    await listener.close();
    await expect(fetch(`${base}/healthz`)).rejects.toThrow('fetch failed');
    socket.destroy();
  });
});
