import { expect, test } from 'vitest';

import { at, call, submit, text, withKrea } from '../harness.ts';

test('a submit answers 200 with a queued job that has no result yet', async () => {
  const krea = await withKrea({ manual: true });
  const heard = await submit(krea);
  expect(heard.status).toBe(200);
  expect(heard.body).toEqual({
    job_id: krea.jobs()[0]?.id,
    status: 'queued',
    created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    completed_at: null,
    result: null,
  });
  expect(krea.submits()).toMatchObject([{ variant: 'medium', body: { prompt: 'a lighthouse in fog' } }]);
});

test.each([
  ['an unknown key', { negative_prompt: 'x' }, 'Unrecognized keys: negative_prompt'],
  [
    'an unknown key in a reference',
    { moodboards: [{ id: '1e51738c-7413-469e-93b6-ad50db460a1f', x: 1 }] },
    'Unrecognized keys: x',
  ],
  ['a bare string as reference', { image_style_references: ['http://x/y.png'] }, 'Expected object, received string'],
  ['a missing prompt', { prompt: undefined }, 'Required'],
  ['a ratio that does not exist', { aspect_ratio: '21:9' }, 'Invalid option'],
  ['another resolution', { resolution: '2K' }, 'Invalid input'],
  ['a slider out of range', { intensity: 101 }, 'Too big'],
  ['half a slider step', { movement: 0.5 }, 'Expected int'],
  ['a style without strength', { styles: [{ id: 'p7ink4vale' }] }, 'Required'],
  ['a style too strong', { styles: [{ id: 'p7ink4vale', strength: 2.1 }] }, 'Too big'],
  [
    'a negative moodboard',
    { moodboards: [{ id: '1e51738c-7413-469e-93b6-ad50db460a1f', strength: -0.1 }] },
    'Too small',
  ],
  ['a moodboard id that is no UUID', { moodboards: [{ id: 'board' }] }, 'Invalid'],
  ['a url of 1025 characters', { image_url: `https://x.test/${'a'.repeat(1010)}` }, 'Too big'],
  ['a picture from elsewhere', { image_url: 'https://example.com/a.png' }, 'Invalid asset URL'],
  ['a trained style of another model', { styles: [{ id: 'f6fluxpaper', strength: 1 }] }, 'cannot be used'],
])('a submit with %s is refused and makes no job', async (_, more, message) => {
  const krea = await withKrea();
  const heard = await submit(krea, more);
  expect(heard.status).toBe(422);
  expect(heard.text).toContain(message);
  expect(krea.jobs()).toEqual([]);
});

test('everything the schema allows is taken', async () => {
  const krea = await withKrea({ manual: true });
  const heard = await submit(krea, {
    seed: null,
    creativity: 'raw',
    intensity: -100,
    complexity: 100,
    movement: 0,
    styles: [{ id: 'p7ink4vale', strength: -2 }],
    moodboards: [{ id: '1e51738c-7413-469e-93b6-ad50db460a1f' }],
    image_url: null,
    strength: 0.5,
  });
  expect(heard.status).toBe(200);
});

test('the wide ranges of the guide pass when switched on', async () => {
  const krea = await withKrea({ manual: true });
  const board = { moodboards: [{ id: '1e51738c-7413-469e-93b6-ad50db460a1f', strength: 1.5 }] };
  expect((await submit(krea, board)).status).toBe(422);
  krea.settings.wideStrengths = true;
  expect((await submit(krea, board)).status).toBe(200);
});

test('a refusal comes in the status and form asked for', async () => {
  const krea = await withKrea({ settings: { validationStatus: 400, validationShape: 'detail' } });
  const wrong = { movement: 999 };
  const heard = await submit(krea, wrong);
  expect(heard.status).toBe(400);
  expect(at(heard.body, 'detail', 0, 'loc', 0)).toBe('movement');
  krea.settings.validationShape = 'text';
  expect((await submit(krea, wrong)).body).toBeUndefined();
  krea.settings.validationShape = 'error';
  expect(text((await submit(krea, wrong)).body, 'error')).toContain('movement');
});

test('every named refusal can be planned, and none makes a job', async () => {
  const krea = await withKrea();
  for (const [refuse, status] of [
    ['no-balance', 402],
    ['forbidden', 403],
    ['retired', 410],
    ['too-many', 429],
    ['server-error', 500],
  ] as const) {
    krea.next({ refuse });
    const heard = await submit(krea);
    expect(heard.status).toBe(status);
  }
  krea.next({ refuse: 'too-many-retry-after' });
  expect((await submit(krea)).headers.get('retry-after')).toBe('1');
  expect(krea.jobs()).toEqual([]);
  expect(krea.bill()).toEqual([]);
});

test('a wrong token, an unknown model and a broken body are refused', async () => {
  const krea = await withKrea();
  expect((await submit(krea, {}, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
  expect((await submit(krea, {}, { variant: 'huge' })).status).toBe(404);
  expect((await submit(krea, {}, { headers: { 'content-type': 'text/plain' } })).status).toBe(400);
  expect((await call(krea, '/generate/image/krea/krea-2/large')).status).toBe(405);
  expect((await call(krea, '/balance')).status).toBe(404);
});

test('an unknown moodboard is refused, not found, or fails the job', async () => {
  const krea = await withKrea({ settings: { moodboards: [] } });
  const board = { moodboards: [{ id: '1e51738c-7413-469e-93b6-ad50db460a1f' }] };
  expect((await submit(krea, board)).status).toBe(422);
  krea.settings.unknownMoodboard = 'not-found';
  expect((await submit(krea, board)).status).toBe(404);
  krea.settings.unknownMoodboard = 'fail';
  expect((await submit(krea, board)).status).toBe(200);
  await krea.waitFor(({ jobs }) => jobs().some(({ status }) => status === 'failed'));
});

test('more jobs than fit wait their turn, and beyond that come 429s', async () => {
  const krea = await withKrea({ manual: true, concurrency: 1, backlog: 1, settings: { retryAfterSeconds: 3 } });
  const [first, second, third] = [await submit(krea), await submit(krea), await submit(krea)];
  expect([first, second].map((heard) => at(heard.body, 'status'))).toEqual(['queued', 'backlogged']);
  expect(third.status).toBe(429);
  expect(third.headers.get('retry-after')).toBe('3');
  krea.complete(text(first.body, 'job_id'));
  expect(krea.jobs().map(({ status }) => status)).toEqual(['completed', 'queued']);
});
