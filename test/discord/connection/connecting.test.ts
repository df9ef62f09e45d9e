import net from 'node:net';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openAgents } from '../../../src/backends/http/agents.ts';
import { createTransport } from '../../../src/discord/connection/transport.ts';
import { createMediaFetcher } from '../../../src/media/fetch-media.ts';
import { ADDRESS_ATTEMPT_MS } from '../../../src/ports/connecting.ts';

const ignore = (): void => undefined;
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
const connect = net.connect;
/** What each connection was opened with. */
const opened: unknown[] = [];

beforeEach(() => {
  opened.length = 0;
  net.connect = (...args: unknown[]) => {
    opened.push(args[0]);
    const socket = new net.Socket();
    setImmediate(() => socket.destroy(new Error('no line in this test')));
    return socket;
  };
});
afterEach(() => {
  net.connect = connect;
});

const patient = expect.objectContaining({ autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS });

test('every client gives each address of a host the time that a far line takes', async () => {
  const agents = openAgents();
  for (const agent of [agents.repeatable, agents.single]) {
    await expect(agent.request({ origin: 'http://far.test', path: '/', method: 'GET' })).rejects.toThrow(
      'no line in this test',
    );
  }
  const transport = createTransport();
  await expect(
    Promise.resolve(transport.makeRequest('http://far.test/', { method: 'GET', headers: {} })),
  ).rejects.toThrow('no line in this test');
  // A rule with a port takes plain http, whose connections can be looked at.
  const fetchMedia = createMediaFetcher({ trustedHosts: ['far.test:8080'], timeoutMs: 5_000, log });
  expect(await fetchMedia('http://far.test:8080/1.png', 10)).toEqual({ kind: 'unreachable' });
  await transport.close();
  await agents.close(Promise.resolve());

  expect(opened.length).toBeGreaterThanOrEqual(4);
  expect(opened).toContainEqual(expect.objectContaining({ port: '8080' }));
  expect(opened).toEqual(opened.map(() => patient));
  expect(ADDRESS_ATTEMPT_MS).toBeGreaterThanOrEqual(1_000);
});
