import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

import { afterEach, expect, test } from 'vitest';

import { serve } from '../../src/http/serve.ts';
import type { Listener } from '../../src/http/serve.ts';

/** Twice as many as are held, and some. */
const CROWD = 450;
const sockets: Socket[] = [];
let listener: Listener | undefined;

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listener?.close();
});

/** A listener that answers /slow when it is told to, and everything else at once. */
async function startScene() {
  const slow = Promise.withResolvers<void>();
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const started = await serve('PORT', { port: 0, host: '127.0.0.1', log }, async (_request, response, path) => {
    if (path === '/slow') await slow.promise;
    response.end('answered');
  });
  listener = started;
  return {
    answerSlow: slow.resolve,
    async open(): Promise<Socket> {
      const socket = connect(started.port, '127.0.0.1').on('error', () => undefined);
      sockets.push(socket);
      await once(socket, 'connect');
      return socket;
    },
    async ask(): Promise<string> {
      const answer = await fetch(`http://127.0.0.1:${started.port}/quick`, { headers: { connection: 'close' } });
      return answer.text();
    },
  };
}

test('hundreds of connections that send a byte now and then keep nobody out', async () => {
  const { open, ask } = await startScene();
  for (const socket of await Promise.all(Array.from({ length: CROWD }, open))) socket.write('GET /quick HTTP/1.1\r\nx');
  for (let check = 0; check < 12; check += 1) expect(await ask()).toBe('answered');
});

test('who is being answered is not cut off for those who come later', async () => {
  const { open, ask, answerSlow } = await startScene();
  const early = await open();
  const answered = once(early, 'data');
  early.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n');
  await ask();
  await Promise.all(Array.from({ length: CROWD }, open));
  expect(await ask()).toBe('answered');
  answerSlow();
  expect(String(await answered)).toMatch(/^HTTP\/1\.1 200 /);
});

test('a connection that is kept open after its answer makes room like any other', async () => {
  const { open, ask } = await startScene();
  const kept = await open();
  const answered = once(kept, 'data');
  kept.write('GET /quick HTTP/1.1\r\nhost: x\r\n\r\n');
  await answered;
  const closed = once(kept, 'close');
  await Promise.all(Array.from({ length: CROWD }, open));
  await closed;
  expect(await ask()).toBe('answered');
});
