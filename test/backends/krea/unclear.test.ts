import { describe, expect, test } from 'vitest';

import { submissionOf } from '../../contract/image-api.contract.ts';
import { client, JOB, serve } from './network.ts';
import { httpAnswer } from './socket-server.ts';

describe('a submit that may have been taken is unclear', () => {
  test('when the connection is closed before the answer', async () => {
    const server = await serve((socket) => socket.end());
    const { krea } = client(server.url);
    expect(await krea.submit(submissionOf('x'))).toEqual({ kind: 'unclear', detail: 'no answer (UND_ERR_SOCKET)' });
    expect(server.requests()).toHaveLength(1);
  });

  test('when the connection is reset before the answer', async () => {
    const server = await serve((socket) => socket.resetAndDestroy());
    const { krea } = client(server.url);
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'unclear' });
    expect(server.requests()).toHaveLength(1);
  });

  test('when the answer does not come in time', async () => {
    const server = await serve(() => undefined);
    const { krea } = client(server.url, { timeouts: { submitMs: 200 } });
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'unclear' });
    expect(server.requests()).toHaveLength(1);
  });

  test('when the answer breaks off before the job id is whole', async () => {
    const server = await serve((socket) => {
      socket.write(httpAnswer(200, JOB).slice(0, -20));
      socket.resetAndDestroy();
    });
    const { krea } = client(server.url);
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'unclear' });
  });

  test('when the answer is no HTTP', async () => {
    const server = await serve((socket) => socket.end('nonsense\r\n\r\n'));
    const { krea } = client(server.url);
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'unclear' });
  });

  test('when the answer never ends', async () => {
    const server = await serve((socket) => {
      const pour = (): void => {
        while (!socket.destroyed && socket.write(' '.repeat(65_536)));
      };
      socket.on('drain', pour);
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n');
      pour();
    });
    const { krea } = client(server.url);
    expect(await krea.submit(submissionOf('x'))).toMatchObject({ kind: 'unclear' });
  });
});
