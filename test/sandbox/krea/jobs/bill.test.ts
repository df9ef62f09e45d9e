import { expect, test } from 'vitest';

import { tinyPng, submit, text, upload, withKrea } from '../harness.ts';

const BOARD = { moodboards: [{ id: '1e51738c-7413-469e-93b6-ad50db460a1f' }] };

test.each([
  ['medium', [30_000, 35_000, 40_000, 40_000]],
  ['large', [60_000, 65_000, 70_000, 70_000]],
  ['medium-turbo', [15_000, 17_500, 20_000, 20_000]],
])('%s is billed by text, references and moodboard', async (variant, prices) => {
  const krea = await withKrea();
  const url = text((await upload(krea, await tinyPng())).body, 'image_url');
  const references = { image_style_references: [{ url }, { url, strength: 1 }] };
  for (const more of [{ image_style_references: [] }, references, BOARD, { ...references, ...BOARD }]) {
    await submit(krea, more, { variant });
  }
  await krea.waitFor(({ bill }) => bill().length === 4);
  expect(krea.bill().map(({ micros }) => micros)).toEqual(prices);
  expect(krea.bill().map(({ tier }) => tier)).toEqual(['text', 'references', 'moodboard', 'moodboard']);
});

test('failed, cancelled and oddly ended jobs are not billed', async () => {
  const krea = await withKrea({ manual: true });
  for (const status of ['failed', 'cancelled']) krea.advance(text((await submit(krea)).body, 'job_id'), status);
  krea.next({ manual: false, end: { status: 'archived' } });
  await submit(krea);
  await krea.waitFor(({ count }) => count('archived') === 1);
  expect(krea.bill()).toEqual([]);
});

test('an empty balance turns new submits away and lets running jobs finish', async () => {
  const krea = await withKrea({ manual: true, balance: 50_000 });
  const ids = [text((await submit(krea)).body, 'job_id'), text((await submit(krea)).body, 'job_id')];
  for (const id of ids) krea.complete(id);
  expect(krea.balance()).toBe(-10_000);
  expect((await submit(krea)).status).toBe(402);
  krea.topUp(100_000);
  expect((await submit(krea)).status).toBe(200);
});

test('bills and jobs are told as they happen', async () => {
  const krea = await withKrea({ manual: true });
  const told: string[] = [];
  krea.on('job', ({ status }) => told.push(status));
  const unlisten = krea.on('bill', ({ micros }) => told.push(String(micros)));
  krea.complete(text((await submit(krea)).body, 'job_id'));
  unlisten();
  krea.complete(text((await submit(krea)).body, 'job_id'));
  expect(told).toEqual(['queued', '30000', 'completed', 'queued', 'completed']);
});
