import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';

import { Agent } from 'undici';
import { describe, expect, test } from 'vitest';

import { submissionOf } from '../../contract/image-api.contract.ts';
import { afterwards, client, JOB, serve } from './network.ts';
import { httpAnswer, startSocketServer } from './socket-server.ts';

/** A name server that never finds anything, or never answers. */
function agentWithNames(lookup: 'fails' | 'hangs'): Agent {
  const agent = new Agent({
    connect: {
      lookup: (hostname, _options, done) => {
        const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' });
        if (lookup === 'fails') done(error, []);
      },
    },
  });
  afterwards(() => agent.destroy());
  return agent;
}

describe('a submit that provably never left is unreachable', () => {
  test('when the port refuses connections', async () => {
    const server = await startSocketServer(() => undefined);
    await server.close();
    const { krea, lines } = client(server.url);
    expect(await krea.submit(submissionOf('x'))).toEqual({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    expect(lines).toEqual([]);
  });

  test('when every address of the name refuses connections', async () => {
    const server = await startSocketServer(() => undefined);
    await server.close();
    const { krea } = client(server.url.replace('127.0.0.1', 'localhost'));
    expect(await krea.submit(submissionOf('x'))).toEqual({ kind: 'unreachable', detail: 'ECONNREFUSED' });
  });

  test('when the name is not found', async () => {
    const { krea } = client('http://krea.invalid', { agent: agentWithNames('fails') });
    expect(await krea.submit(submissionOf('x'))).toEqual({ kind: 'unreachable', detail: 'ENOTFOUND' });
  });

  test('when the time is over before there is a connection', async () => {
    const { krea } = client('http://krea.invalid', { agent: agentWithNames('hangs'), timeouts: { submitMs: 20 } });
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'unreachable' });
  });

  test('when the port does not speak TLS', async () => {
    const server = createServer((_request, response) => response.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterwards(async () => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { krea } = client(`https://127.0.0.1:${port}`);
    expect(await krea.submit(submissionOf('x'))).toEqual({
      kind: 'unreachable',
      detail: 'ERR_SSL_WRONG_VERSION_NUMBER',
    });
  });

  test('when nobody answers the TLS handshake', async () => {
    const server = await serve(() => undefined);
    const { krea } = client(server.url.replace('http:', 'https:'), { timeouts: { submitMs: 100 } });
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'unreachable' });
    expect(server.requests()).toEqual([]);
  });

  test('when a connection turns up only after the time is over, it stays unsent', async () => {
    const server = await serve((socket) => socket.write(httpAnswer(200, JOB)));
    const names = new EventEmitter();
    let isFound = false;
    const agent = new Agent({
      connect: {
        lookup: (_hostname, _options, done) => {
          const answer = (): void => done(null, [{ address: '127.0.0.1', family: 4 }]);
          if (isFound) answer();
          else names.once('found', answer);
        },
      },
    });
    afterwards(() => agent.destroy());
    const connected = once(agent, 'connect');
    const { krea } = client(server.url.replace('127.0.0.1', 'krea.invalid'), { agent, timeouts: { submitMs: 20 } });
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'unreachable' });
    isFound = true;
    names.emit('found');
    await connected;
    expect(await krea.look('job-1')).toEqual({ state: 'waiting' });
    expect(server.requests().filter((request) => request.startsWith('POST'))).toEqual([]);
  });
});
