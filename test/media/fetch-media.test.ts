import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

import { MockAgent } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';

import { createMediaFetcher } from '../../src/media/fetch-media.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function createLog() {
  const lines: string[] = [];
  const note = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { lines, debug: note, info: note, warn: note, error: note };
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

async function serve(answer: RequestListener) {
  const requests: IncomingMessage[] = [];
  const port = await listen(
    createServer((request, response) => {
      requests.push(request);
      answer(request, response);
    }),
  );
  return { port, requests, base: `http://127.0.0.1:${port}` };
}

function fetcherFor(hosts: readonly string[], timeoutMs = 5000) {
  const log = createLog();
  return { log, fetchMedia: createMediaFetcher({ trustedHosts: hosts, timeoutMs, log }) };
}

describe('fetching media', () => {
  test('brings the bytes as they are', async () => {
    const { port, base } = await serve((_, response) => response.end(Buffer.from([0, 255, 128])));
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`${base}/a.png`, 3)).toEqual({ kind: 'fetched', bytes: Buffer.from([0, 255, 128]) });
  });

  test('sends the whole path and nothing that identifies anybody', async () => {
    const { port, base, requests } = await serve((_, response) => {
      response.setHeader('set-cookie', 'id=1');
      response.end('x');
    });
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    await fetchMedia(`${base}/a.png?ex=1&hm=2`, 10);
    await fetchMedia(`${base}/a.png?ex=1&hm=2`, 10);
    expect(requests.map(({ url, method }) => `${method} ${url}`)).toEqual(Array(2).fill('GET /a.png?ex=1&hm=2'));
    expect(new Set(requests.flatMap(({ headers }) => Object.keys(headers)))).toEqual(
      new Set(['host', 'connection', 'accept', 'accept-encoding']),
    );
  });

  test.each([
    [404, 'missing'],
    [403, 'missing'],
    [410, 'missing'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    [206, 'unreachable'],
    [204, 'unreachable'],
  ])('a %i means %s', async (status, kind) => {
    const { port, base, requests } = await serve((_, response) => response.writeHead(status).end());
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`${base}/a.png`, 10)).toEqual({ kind });
    expect(requests).toHaveLength(1);
  });
});

describe('a file that is too large', () => {
  test('is refused by its announced length', async () => {
    const { port, base } = await serve((_, response) =>
      response.writeHead(200, { 'content-length': 11 }).end('x'.repeat(11)),
    );
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`${base}/a.png`, 10)).toEqual({ kind: 'too-large' });
  });

  test('is cut off while it streams when it announces nothing, and the connection is closed', async () => {
    let isClosed: Promise<unknown> = Promise.reject(new Error('No request came.'));
    isClosed.catch(() => undefined);
    const { port, base } = await serve((_, response) => {
      isClosed = new Promise((resolve) => void response.on('close', resolve));
      const write = (): void => {
        while (response.write(Buffer.alloc(65_536)));
        response.once('drain', write);
      };
      write();
    });
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`${base}/endless`, 100_000)).toEqual({ kind: 'too-large' });
    await isClosed;
  });
});

describe('redirects', () => {
  test('within trusted hosts are followed, up to three', async () => {
    const { port, base } = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 0) response.end('here');
      else response.writeHead(302, { location: `/${step - 1}` }).end();
    });
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`${base}/3`, 10)).toMatchObject({ kind: 'fetched' });
    expect(await fetchMedia(`${base}/4`, 10)).toEqual({ kind: 'unreachable' });
  });

  test('to an untrusted host are not followed', async () => {
    const secret = await serve((_, response) => response.end('internal'));
    const { port, base } = await serve((_, response) =>
      response.writeHead(302, { location: `${secret.base}/admin` }).end(),
    );
    const { fetchMedia, log } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`${base}/a.png`, 10)).toEqual({ kind: 'untrusted' });
    expect(secret.requests).toEqual([]);
    expect(log.lines.join()).toContain(`127.0.0.1:${secret.port}`);
  });

  test.each([
    'http://cdn.discordapp.com/a.png',
    '//evil.example/a.png',
    'file:///etc/passwd',
    'https://user@127.0.0.1/',
    'http://[',
  ])('to %s are not followed', async (location) => {
    const { port, base } = await serve((_, response) => response.writeHead(307, { location }).end());
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`, 'cdn.discordapp.com']);
    expect(await fetchMedia(`${base}/a.png`, 10)).toEqual({ kind: 'untrusted' });
  });

  test('to nowhere are no answer', async () => {
    const { port, base } = await serve((_, response) => response.writeHead(302).end());
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`${base}/a.png`, 10)).toEqual({ kind: 'unreachable' });
  });
});

describe('an untrusted address', () => {
  test.each([
    'https://example.com/a.png',
    'https://cdn.discordapp.com@example.com/',
    'not a link',
    '',
    'file:///etc/passwd',
  ])('such as "%s" gets no request', async (link) => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    const fetchMedia = createMediaFetcher({
      trustedHosts: ['cdn.discordapp.com'],
      agent,
      timeoutMs: 1000,
      log: createLog(),
    });
    expect(await fetchMedia(link, 10)).toEqual({ kind: 'untrusted' });
  });

  test('is logged by its host alone', async () => {
    const { fetchMedia, log } = fetcherFor(['cdn.discordapp.com']);
    await fetchMedia('https://example.com/private?token=secret', 10);
    expect(log.lines.join()).toContain('example.com');
    expect(log.lines.join()).not.toMatch(/private|secret/);
  });

  test('in the list of trusted hosts is an error at the start', () => {
    expect(() => fetcherFor(['https://cdn.discordapp.com'])).toThrow('cannot be read');
  });
});

describe('a host that does not answer properly', () => {
  test('is asked once more after a broken connection', async () => {
    let connections = 0;
    const port = await listen(
      createTcpServer((socket) => {
        connections += 1;
        socket.once('data', () => {
          if (connections === 1) socket.destroy();
          else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
        });
      }),
    );
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`http://127.0.0.1:${port}/a.png`, 10)).toMatchObject({ kind: 'fetched' });
    expect(connections).toBe(2);
  });

  test('is unreachable when its body ends too early, twice', async () => {
    const port = await listen(
      createTcpServer(
        (socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok')),
      ),
    );
    const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`]);
    expect(await fetchMedia(`http://127.0.0.1:${port}/a.png`, 10)).toEqual({ kind: 'unreachable' });
  });

  test('is unreachable when nobody listens', async () => {
    const { fetchMedia } = fetcherFor(['127.0.0.1:1']);
    expect(await fetchMedia('http://127.0.0.1:1/a.png', 10)).toEqual({ kind: 'unreachable' });
  });

  test.each(['', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'])(
    'is unreachable once the time is up, after sending "%s"',
    async (sent) => {
      const port = await listen(createTcpServer((socket) => void socket.once('data', () => socket.write(sent))));
      const { fetchMedia } = fetcherFor([`127.0.0.1:${port}`], 100);
      expect(await fetchMedia(`http://127.0.0.1:${port}/a.png`, 10)).toEqual({ kind: 'unreachable' });
    },
  );
});
