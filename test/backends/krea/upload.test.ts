import { describe, expect, test } from 'vitest';

import { createKrea } from '../../../src/backends/krea/create-krea.ts';
import { SCHEMA_STRENGTHS } from '../../../src/core/picture/request.ts';
import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { createCapturedLog } from '../../fakes/captured-log.ts';
import { mockKrea } from './mocked-krea.ts';
import { httpAnswer, startSocketServer } from './socket-server.ts';

const BYTES = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
const URL = 'https://app-uploads.krea.ai/1/ref.png';

test.for([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/webp', 'webp'],
  ['image/heic', 'heic'],
] as const)('%s goes as a form with name and type', async ([mediaType, extension]) => {
  const server = await startSocketServer((socket) => socket.write(httpAnswer(200, JSON.stringify({ image_url: URL }))));
  const krea = createKrea({
    apiUrl: server.url,
    token: 't',
    log: createCapturedLog().log,
    clock: { now: () => 0, monotonic: () => 0 },
    strengths: SCHEMA_STRENGTHS,
  });
  expect(await krea.upload(BYTES, mediaType)).toEqual({ url: URL });
  const [request = ''] = server.requests();
  expect(request).toMatch(/^POST \/assets HTTP\/1\.1\r\n/);
  expect(request).toMatch(/^content-type: multipart\/form-data; boundary=/im);
  expect(request).toContain(`name="file"; filename="upload.${extension}"`);
  expect(request).toMatch(new RegExp(`^content-type: ${mediaType}\r$`, 'im'));
  expect(request).toContain('\u0089PNG');
  await krea.close();
  await server.close();
});

describe('the address of an upload', () => {
  test.for([
    [{ id: '1', image_url: URL, width: null, height: null, mime_type: null }],
    [{ url: URL }],
    [{ image_url: null, url: URL }],
  ])('is read from %o', async ([body]) => {
    const { krea } = mockKrea([[200, body]]);
    expect(await krea.upload(BYTES, 'image/png')).toEqual({ url: URL });
  });

  test.for([[{}], [''], [{ image_url: 'ftp://x/1' }], [{ image_url: 'nowhere' }]])(
    'is missing in %o',
    async ([body]) => {
      const { krea } = mockKrea([[200, body]]);
      await expect(krea.upload(BYTES, 'image/png')).rejects.toBeInstanceOf(ImageApiUnavailable);
    },
  );

  test('is of no use when it is longer than a request may hold', async () => {
    const { krea } = mockKrea([[200, { image_url: `https://x.krea.ai/${'a'.repeat(1024)}` }]]);
    expect(await krea.upload(BYTES, 'image/png')).toMatchObject({ rejected: { reason: 'reference-refused' } });
  });
});

test.for([
  [400, 'reference-refused'],
  [413, 'reference-refused'],
  [415, 'reference-refused'],
  [422, 'reference-refused'],
  [401, 'token-refused'],
  [403, 'not-permitted'],
  [402, 'balance-empty'],
  [404, 'not-found'],
] as const)('status %i refuses the upload as %s', async ([status, reason]) => {
  const { krea } = mockKrea([[status, { error: 'Invalid file type or size' }]]);
  const detail = `${status}: Invalid file type or size`;
  expect(await krea.upload(BYTES, 'image/png')).toEqual({ rejected: { reason }, detail });
});

test.for([429, 500, 503, 302])('status %i is worth another try', async (status) => {
  const { krea } = mockKrea([[status, '']]);
  await expect(krea.upload(BYTES, 'image/png')).rejects.toBeInstanceOf(ImageApiUnavailable);
});
