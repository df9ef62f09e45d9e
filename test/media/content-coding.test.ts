import { createServer } from 'node:http';
import type { Server } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { afterEach, describe, expect, test } from 'vitest';

import { createMediaFetcher } from '../../src/media/fetch-media.ts';

const PICTURE = Buffer.from('a picture of a heron. '.repeat(200));
const LOG = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let server: Server | undefined;
afterEach(() => void server?.close());

/** Fetches `body` from a host that says it is coded so. */
async function fetched(coding: string, body: Uint8Array, maxBytes = PICTURE.length) {
  const running = createServer((_, response) => void response.writeHead(200, { 'content-encoding': coding }).end(body));
  server = running;
  await new Promise<void>((resolve) => void running.listen(0, '127.0.0.1', resolve));
  const address = running.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const { port } = address;
  const fetchMedia = createMediaFetcher({ trustedHosts: [`127.0.0.1:${port}`], timeoutMs: 5_000, log: LOG });
  return fetchMedia(`http://127.0.0.1:${port}/a.png`, maxBytes);
}

describe('a media host that codes its answer', () => {
  test.each([
    ['identity', PICTURE],
    ['gzip', gzipSync(PICTURE)],
    ['X-GZIP', gzipSync(PICTURE)],
    ['deflate', deflateSync(PICTURE)],
    ['br', brotliCompressSync(PICTURE)],
    ['zstd', zstdCompressSync(PICTURE)],
    ['gzip, br', brotliCompressSync(gzipSync(PICTURE))],
    ['identity,zstd , gzip', gzipSync(zstdCompressSync(PICTURE))],
  ])('by %s is understood', async (coding, body) => {
    expect(await fetched(coding, body)).toEqual({ kind: 'fetched', bytes: PICTURE });
  });

  test.each(['compress', 'exi', 'toString', 'gzip, gzip, gzip, gzip'])(
    'by %s gives no answer, which is worth another try',
    async (coding) => {
      expect(await fetched(coding, PICTURE)).toEqual({ kind: 'unreachable' });
    },
  );

  test('wrongly or not to its end gives no answer', async () => {
    expect(await fetched('gzip', PICTURE)).toEqual({ kind: 'unreachable' });
    expect(await fetched('gzip', gzipSync(PICTURE).subarray(0, -12))).toEqual({ kind: 'unreachable' });
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(20_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(20_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(20_000_000)))],
    ['deflate, br', brotliCompressSync(deflateSync(Buffer.alloc(20_000_000)))],
  ])('is cut off as soon as a bomb in %s exceeds the limit', async (coding, body) => {
    expect(body.length).toBeLessThan(100_000);
    expect(await fetched(coding, body, 1_000_000)).toEqual({ kind: 'too-large' });
  });

  test('is judged by the bytes behind the coding', async () => {
    expect(await fetched('gzip', gzipSync(PICTURE), PICTURE.length - 1)).toEqual({ kind: 'too-large' });
  });
});
