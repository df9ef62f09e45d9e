import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { Agent } from 'undici';
import { expect, onTestFinished, test } from 'vitest';

import { exchange } from '../../../src/discord/connection/exchange.ts';

async function serve(listener: RequestListener, connections = 1) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agent = new Agent({ connections });
  onTestFinished(async () => {
    await agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    send: async (path: string, signal?: AbortSignal, body: string | Readable = '') =>
      exchange(agent, { origin, path, method: 'POST', headers: { 'x-asked': 'yes' }, body }, signal),
  };
}

test('an answer comes whole: its status, its headers and every piece of its body', async () => {
  const { send } = await serve((asked, answer) => {
    answer.writeHead(201, { 'x-heard': String(asked.headers['x-asked']) });
    answer.write('first, ');
    setImmediate(() => answer.end('second'));
  });
  const { status, headers, body } = await send('/');
  expect([status, headers['x-heard'], body.toString()]).toEqual([201, 'yes', 'first, second']);
});

test('what is streamed arrives as it was', async () => {
  const { send } = await serve((asked, answer) => void text(asked).then((heard) => answer.end(heard.toUpperCase())));
  expect((await send('/', undefined, Readable.from([Buffer.from('pic'), Buffer.from('ture')]))).body.toString()).toBe(
    'PICTURE',
  );
});

test('answers that nobody looks into do not keep their connection', async () => {
  const { send } = await serve((_, answer) => answer.writeHead(502).end('x'.repeat(200_000)));
  for (let time = 0; time < 5; time += 1) expect((await send('/')).status).toBe(502);
});

test('a request that is given up ends with the reason, before it is sent, while it waits and in the middle of its answer', async () => {
  const waiting = Promise.withResolvers<void>();
  const asked: string[] = [];
  const { send } = await serve((request, answer) => {
    asked.push(String(request.url));
    if (request.url === '/half') answer.write('half');
    waiting.resolve();
  });
  const reason = new Error('enough');
  await expect(send('/never', AbortSignal.abort(reason))).rejects.toBe(reason);

  const [first, second] = [new AbortController(), new AbortController()];
  const half = send('/half', first.signal);
  // There is one connection only, and the first request keeps it.
  const queued = send('/queued', second.signal);
  await waiting.promise;
  second.abort(reason);
  await expect(queued).rejects.toBe(reason);
  first.abort(reason);
  await expect(half).rejects.toBe(reason);
  expect(asked).toEqual(['/half']);
});

test('a connection that breaks is an error', async () => {
  const { send } = await serve((asked) => void asked.socket.destroy());
  await expect(send('/')).rejects.toThrow('other side closed');
});
