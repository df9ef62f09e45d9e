import type { Socket } from 'node:net';

import { describe, expect, test } from 'vitest';

import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { submissionOf } from '../../contract/image-api.contract.ts';
import { client, JOB, serve } from './network.ts';
import { httpAnswer } from './socket-server.ts';

describe('connections', () => {
  test('a submit never travels on a connection that was used before', async () => {
    const server = await serve((socket) => socket.write(httpAnswer(200, JOB)));
    const { krea } = client(server.url);
    for (let count = 0; count < 3; count += 1) await krea.submit(submissionOf('x'));
    expect(server.connections()).toBe(3);
    expect(server.requests()[0]).toMatch(/^connection: close\r$/m);
  });

  test('submits do not wait for each other', async () => {
    const waiting: Socket[] = [];
    const server = await serve((socket) => {
      // Answers nobody before both are there.
      if (waiting.push(socket) === 2) for (const each of waiting) each.write(httpAnswer(200, JOB));
    });
    const { krea } = client(server.url);
    const outcomes = await Promise.all([krea.submit(submissionOf('x')), krea.submit(submissionOf('y'))]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
  });

  test('looks share connections', async () => {
    const server = await serve((socket) => socket.write(httpAnswer(200, JOB)));
    const { krea } = client(server.url);
    for (let count = 0; count < 10; count += 1) expect(await krea.look('job-1')).toEqual({ state: 'waiting' });
    expect(server.connections()).toBeLessThan(10);
  });

  test('a lost submit is not written a second time', async () => {
    const server = await serve((socket) => socket.resetAndDestroy());
    const { krea } = client(server.url);
    await krea.submit(submissionOf('x'));
    // A call that comes later would find a repetition before it.
    await expect(krea.look('job-1')).rejects.toBeInstanceOf(ImageApiUnavailable);
    expect(server.requests().filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });

  test('a redirect is not followed, so the token stays where it belongs', async () => {
    const elsewhere = await serve((socket) => socket.write(httpAnswer(200, JOB)));
    const server = await serve((socket) =>
      socket.write(httpAnswer(307, '', { location: `${elsewhere.url}/generate/image/krea/krea-2/medium` })),
    );
    const { krea } = client(server.url);
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'rejected', failure: { reason: 'not-found' } });
    await expect(krea.look('job-1')).rejects.toBeInstanceOf(ImageApiUnavailable);
    expect(elsewhere.connections()).toBe(0);
  });

  test('a refusal counts even when its body is lost', async () => {
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 402 Payment Required\r\ncontent-length: 100\r\n\r\n{"mess');
      socket.end();
    });
    const { krea } = client(server.url);
    expect(await krea.submit(submissionOf('x'))).toMatchObject({
      kind: 'rejected',
      failure: { reason: 'balance-empty' },
    });
  });

  test('closing ends a look at once, and a submit after its answer', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<() => void>();
    const server = await serve((socket, request) => {
      if (request.startsWith('POST')) arrive(() => socket.write(httpAnswer(200, JOB)));
    });
    const { krea } = client(server.url);
    const submitted = krea.submit(submissionOf('x'));
    const looked = krea.look('job-1').catch((error: unknown) => error);
    const answer = await arrived;
    const closed = krea.close();
    expect(await looked).toBeInstanceOf(ImageApiUnavailable);
    answer();
    expect(await submitted).toEqual({ kind: 'accepted', remoteId: 'job-1' });
    await closed;
  });
});
