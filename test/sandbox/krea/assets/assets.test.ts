import { expect, test } from 'vitest';

import { at, call, tinyPng, submit, text, upload, withKrea } from '../harness.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

test('an uploaded picture is described, listed, served and usable as a reference', async () => {
  const krea = await withKrea({ manual: true });
  const { status, body } = await upload(krea, await tinyPng());
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    image_url: expect.stringContaining('/uploads/'),
    uploaded_at: expect.any(String),
    width: 12,
    height: 8,
    size_bytes: (await tinyPng()).length,
    mime_type: 'image/png',
  });
  expect((await call(krea, `/assets/${text(body, 'id')}`)).body).toEqual(body);
  expect(at((await call(krea, '/assets')).body, 'items', 0)).toEqual(body);
  const file = await fetch(text(body, 'image_url'));
  expect(Buffer.from(await file.arrayBuffer())).toEqual(await tinyPng());
  expect((await submit(krea, { image_url: text(body, 'image_url'), strength: 0.6 })).status).toBe(200);
});

test('files are judged by their content, not by their name', async () => {
  const krea = await withKrea();
  const refused = [
    bytes('GIF89a....'),
    bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    bytes('words'),
    bytes('\0\0\0\x20ftypavif'),
  ];
  for (const file of refused) {
    const heard = await upload(krea, file, 'ref.png');
    expect([heard.status, text(heard.body, 'error')]).toEqual([400, 'Invalid file type or size']);
  }
  const taken = {
    '\xff\xd8\xff\xe0': 'image/jpeg',
    'RIFF....WEBPVP8 ': 'image/webp',
    '\0\0\0\x20ftypheic': 'image/heic',
  };
  for (const [start, mime] of Object.entries(taken)) {
    expect(at((await upload(krea, bytes(start), 'ref.gif')).body, 'mime_type')).toBe(mime);
  }
});

test('a body that is no form with a file is refused', async () => {
  const krea = await withKrea();
  const form = new FormData();
  form.set('picture', new File([new Uint8Array(await tinyPng())], 'ref.png'));
  expect((await call(krea, '/assets', { method: 'POST', body: form })).status).toBe(400);
  expect((await call(krea, '/assets', { method: 'POST', body: 'x' })).status).toBe(400);
});

test('an expired or deleted asset is an invalid reference', async () => {
  const krea = await withKrea();
  const [one, two] = [(await upload(krea, await tinyPng())).body, (await upload(krea, await tinyPng())).body];
  expect(krea.expireAsset(text(one, 'image_url'))).toBe(true);
  expect((await call(krea, `/assets/${text(two, 'id')}`, { method: 'DELETE' })).body).toMatchObject({ success: true });
  for (const asset of [one, two]) {
    const heard = await submit(krea, { image_style_references: [{ url: text(asset, 'image_url') }] });
    expect([heard.status, text(heard.body, 'issues', 0, 'message')]).toEqual([422, 'Invalid asset URL']);
    expect((await fetch(text(asset, 'image_url'))).status).toBe(404);
  }
});

test('uploads are counted by content, and details may be withheld', async () => {
  const krea = await withKrea({ settings: { assetDetails: false } });
  await upload(krea, await tinyPng());
  const { body } = await upload(krea, await tinyPng());
  expect(Object.values(krea.uploads())).toEqual([2]);
  expect(body).toMatchObject({ width: null, height: null, size_bytes: null, mime_type: null });
});

test('with zero data retention, references from outside are refused', async () => {
  const krea = await withKrea();
  const url = text((await upload(krea, await tinyPng())).body, 'image_url');
  const heard = await submit(krea, { image_url: url }, { headers: { 'x-api-zero-data-retention': '1' } });
  expect([heard.status, heard.text]).toEqual([422, expect.stringContaining('data URIs')]);
});
