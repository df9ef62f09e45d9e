import sharp from 'sharp';
import { expect, test } from 'vitest';

import { call, submit, text, withKrea } from '../harness.ts';
import type { KreaSandbox } from '../index.ts';
import type { MediaFault } from '../types.ts';

async function resultUrl(krea: KreaSandbox, media?: MediaFault): Promise<string> {
  if (media !== undefined) krea.next({ media });
  const id = text((await submit(krea)).body, 'job_id');
  await krea.waitFor(({ jobs }) => jobs().some((job) => job.id === id && job.status === 'completed'));
  return text((await call(krea, `/jobs/${id}`)).body, 'result', 'urls', 0);
}

async function load(krea: KreaSandbox, media: MediaFault) {
  const response = await fetch(await resultUrl(krea, media), { redirect: 'manual' });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

test('a result is a PNG for everybody, and a token sent along is noted', async () => {
  const krea = await withKrea();
  const url = await resultUrl(krea);
  expect(new URL(url).host).toBe(krea.mediaHost);
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({
    format: 'png',
    width: 48,
    height: 32,
  });
  expect(krea.leaks).toEqual([]);
  await fetch(url, { headers: { authorization: `Bearer ${krea.token}` } });
  expect(krea.leaks).toMatchObject([{ path: new URL(url).pathname }]);
});

test('there is no result file before the job is done', async () => {
  const krea = await withKrea({ manual: true });
  await submit(krea);
  const response = await fetch(`${krea.url}/media/images/${krea.jobs()[0]?.fileId}.png`);
  expect(response.status).toBe(404);
});

test('a result file can be missing, forbidden, no picture or a page', async () => {
  const krea = await withKrea();
  expect((await load(krea, 'missing')).response.status).toBe(404);
  expect((await load(krea, 'forbidden')).response.status).toBe(403);
  expect((await load(krea, 'text')).bytes.toString()).toContain('not a picture');
  expect((await load(krea, 'html')).response.headers.get('content-type')).toContain('text/html');
  await expect(
    sharp((await load(krea, 'half-picture')).bytes)
      .raw()
      .toBuffer(),
  ).rejects.toThrow(/png/i);
  await expect(load(krea, 'truncated')).rejects.toThrow('terminated');
  await expect(load(krea, 'drop')).rejects.toThrow('fetch failed');
});

test('an oversized result is 14 MiB and still the same picture', async () => {
  const krea = await withKrea();
  const { bytes } = await load(krea, 'oversized');
  const usual = Buffer.from(await (await fetch(await resultUrl(krea))).arrayBuffer());
  expect(bytes.length).toBe(14 * 1024 * 1024);
  expect(await sharp(bytes).raw().toBuffer()).toEqual(await sharp(usual).raw().toBuffer());
});

test('a redirect leads to a host that is not the one allowed, and a visit would show', async () => {
  const krea = await withKrea();
  const { response } = await load(krea, 'redirect');
  expect(response.status).toBe(302);
  expect(new URL(response.headers.get('location') ?? '').host).not.toBe(krea.mediaHost);
  expect(krea.requests.some(({ path }) => path.startsWith('/media/elsewhere'))).toBe(false);
});

test('a slow file arrives whole, and a fault with a number wears off', async () => {
  const krea = await withKrea();
  const slow = await load(krea, { kind: 'slow', overMs: 10 });
  expect((await sharp(slow.bytes).metadata()).format).toBe('png');
  const url = await resultUrl(krea, { kind: 'missing', times: 1 });
  expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([404, 200]);
});
