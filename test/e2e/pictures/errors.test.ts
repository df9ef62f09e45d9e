import { expect, test } from 'vitest';

import type { Plan } from '../../sandbox/krea/index.ts';
import { bookErrors, moneyOf, readStore } from '../ledger-check.ts';
import { ask, sentenceIn } from '../sentences.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';

const studio = shareStudio({
  hurry: 10,
  krea: { durationMs: 40, pictureSize: 96 },
  settings: { DEFAULT_GUILD_BUDGET_USD: '100', KREA_MAX_IN_FLIGHT: '8' },
});

/** What members were told, by what had happened: no two causes may share a sentence. */
const told = new Map<string, string>();

test.each<[string, string, Plan, string, string[]]>([
  ['403', 'permission', { refuse: 'forbidden' }, 'doesn’t allow this picture', ['"reason":"not-permitted"', '403']],
  [
    '402 for want of a plan',
    'permission',
    { refuse: 'plan-too-low' },
    'doesn’t allow this picture',
    ['"reason":"not-permitted"', '402'],
  ],
  [
    '402 for want of credits',
    'balance',
    { refuse: 'no-credits' },
    'prepaid balance at Krea is used up',
    ['"reason":"balance-empty"'],
  ],
  [
    '402 for want of balance',
    'balance',
    { refuse: 'no-balance' },
    'prepaid balance at Krea is used up',
    ['"reason":"balance-empty"'],
  ],
  ['404', 'route', { refuse: 'not-found' }, 'no longer understands this kind of request', ['"reason":"not-found"']],
  ['410', 'retired', { refuse: 'retired' }, 'no longer offers this model', ['"reason":"model-retired"']],
  [
    '400 without a field',
    'some setting',
    { refuse: 'bad-request' },
    'didn’t accept one of the settings',
    ['"reason":"invalid-request"', '400'],
  ],
  [
    '422 with an issue',
    'aspect_ratio',
    { refuse: 'issues' },
    'the setting “aspect\\_ratio”',
    ['"reason":"invalid-request"', 'setting aspect_ratio'],
  ],
  [
    '422 in FastAPI’s shape',
    'prompt',
    { refuse: 'detail' },
    'the setting “prompt”',
    ['"reason":"invalid-request"', 'setting prompt'],
  ],
  [
    '422 as plain text',
    'some setting',
    { refuse: 'text' },
    'didn’t accept one of the settings',
    ['"reason":"invalid-request"', '422'],
  ],
  [
    'moderation of the prompt',
    'moderation',
    { refuse: 'moderated' },
    'content filter rejected it',
    ['picture refused', '"reason":"moderated"'],
  ],
  [
    'moderation at the submit',
    'moderation',
    { moderation: 'submit' },
    'content filter rejected it',
    ['picture refused', '"reason":"moderated"'],
  ],
  [
    'moderation in the job',
    'moderation',
    { moderation: 'failed' },
    'content filter rejected it',
    ['job failed', '"reason":"moderated"'],
  ],
  [
    'a failure told as an object',
    'job',
    { end: { failed: 'object' } },
    'went wrong at Krea while it was painting',
    ['job failed', 'job-failed'],
  ],
  ['a failure told as text', 'job', { end: { failed: 'string' } }, 'went wrong at Krea', ['job failed']],
  ['a failure told in the result', 'job', { end: { failed: 'result' } }, 'went wrong at Krea', ['job failed']],
  [
    'a failure told as an object in the result',
    'job',
    { end: { failed: 'result-object' } },
    'went wrong at Krea',
    ['job failed'],
  ],
  ['a failure that tells nothing', 'job', { end: { failed: 'none' } }, 'went wrong at Krea', ['job failed']],
  [
    'an end under an unknown name, without a picture',
    'job',
    { end: { status: 'expired' }, urls: 'empty' },
    'went wrong at Krea',
    ['job failed', 'expired'],
  ],
])(
  '%s: the member is told why, the operator finds it in the log, and it costs nothing',
  async (what, cause, plan, sentence, words) => {
    studio().krea.next(plan);
    const { handle, ended } = await ask(studio(), `for ${what}`);

    expect(ended.text).toContain(sentence);
    expect(ended.text).toContain('Not charged.');
    expect(ended.text).toContain('not charged · server has $100.00 left');
    expect(ended.buttons.map(({ label }) => label)).toContain('Try again · $0.03');
    await studio()
      .bot()
      .logged(...words);
    expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'release']);
    told.set(cause, sentenceIn(ended.text));
  },
);

test.each<[string, Plan]>([
  ['no addresses', { urls: 'empty' }],
  ['no result', { urls: 'missing' }],
  ['a filter that leaves nothing', { moderation: 'empty' }],
])('a job that is completed with %s is charged, as Krea does, and said to be without a picture', async (what, plan) => {
  studio().krea.next(plan);
  const { handle, ended } = await ask(studio(), `completed with ${what}`);

  expect(ended.text).toContain('didn’t deliver a picture. Charged $0.03.');
  await studio().bot().logged('job completed without a picture');
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);
  told.set('no picture', sentenceIn(ended.text));
});

test.each<[string, Plan]>([
  ['addresses as objects', { urls: 'objects' }],
  ['addresses as a map', { urls: 'map' }],
  ['statuses that nobody knows', { path: ['warming-up', 'Sampling', 'upscaling'] }],
  ['an end under an unknown name, with a picture', { end: { status: 'archived' }, billed: true }],
  ['nothing in the result until the end', { pendingResult: 'absent' }],
  ['two submits turned away with Retry-After', { refuse: 'too-many-retry-after', times: 2 }],
  ['a submit turned away without Retry-After', { refuse: 'too-many' }],
  ['a half-sent picture, three times', { media: { kind: 'truncated', times: 3 } }],
  ['a picture that is missing at first', { media: { kind: 'missing', times: 2 } }],
  ['half a picture in a whole file', { media: 'half-picture' }],
])('%s: the picture comes, one job, one charge', async (what, plan) => {
  const { krea } = studio();
  const [jobs, bill] = [krea.jobs().length, krea.bill().length];
  krea.next(plan);

  const { handle, ended } = await ask(studio(), `despite ${what}`);

  expect(ended.pictures).toHaveLength(1);
  expect(ended.text).toContain('charged $0.03');
  expect([krea.jobs().length - jobs, krea.bill().length - bill]).toEqual([1, 1]);
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);
});

test.each<[string, Plan]>([
  ['', { refuse: 'unauthorized' }],
  [', told another way', { refuse: 'unauthorized-message' }],
])('a 401 once%s: the picture waits and comes, one job, one charge', async (how, plan) => {
  const { krea } = studio();
  const jobs = krea.jobs().length;
  krea.next(plan);
  const handle = addServer(studio(), `refused once${how}`).member.command('krea', { prompt: `refused once${how}` });

  expect((await handle.message(hasPictures(1))).text).toContain('charged $0.03');
  expect(krea.jobs()).toHaveLength(jobs + 1);
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);
  await studio().bot().logged('Krea refuses the API token', '401');
});

test('previews before the end are not taken for the picture', async () => {
  const { krea } = studio();
  krea.next({ previews: true, durationMs: 700 });

  const { ended } = await ask(studio(), 'watched while painted');

  expect(ended.pictures.map(({ width }) => width)).toEqual([96]);
});

test('in a batch each picture has its own fate and its own money', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'mixed batch');
  krea.next({ end: { failed: 'object' } });
  krea.next({});
  krea.next({ moderation: 'failed' });
  const handle = member.command('krea', { prompt: 'mixed', count: 3 });
  const ended = await handle.message(hasPictures(1));

  expect(ended.text).toMatch(/\*\*Picture 1:\*\* Something went wrong at Krea.* Not charged\./);
  expect(ended.text).toMatch(/\*\*Picture 3:\*\* Krea’s content filter.* Not charged\./);
  expect(ended.text).toContain('charged $0.03 · server has $99.97 left');
  expect((await moneyOf(studio(), handle.id)).toSorted()).toEqual([
    'hold',
    'hold',
    'hold',
    'release',
    'release',
    'settle',
  ]);
});

test('Krea that cannot be reached is waited for, and is asked once', async () => {
  const { krea } = studio();
  const jobs = krea.jobs().length;
  await krea.refuseConnections();
  const { member } = addServer(studio(), 'unreachable');
  const handle = member.command('krea', { prompt: 'patience' });
  await studio().bot().logged('picture put off', 'krea-unreachable');
  await krea.acceptConnections();

  expect((await handle.message(hasPictures(1))).text).toContain('charged $0.03');
  expect(krea.jobs()).toHaveLength(jobs + 1);
});

test('when the answer to a submit is lost but its job was made, the picture still comes, for one job and one charge', async () => {
  const { krea } = studio();
  const jobs = krea.jobs().length;
  krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, dropSocket: true });

  const { member } = addServer(studio(), 'answer lost');
  const handle = member.command('krea', { prompt: 'answer lost' });
  expect((await handle.message(hasPictures(1))).text).toContain('charged $0.03');

  expect(krea.jobs()).toHaveLength(jobs + 1);
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);
  await studio().bot().logged('submit sent but its answer is lost');
});

test('after all of that the ledger comes to what Krea bills, and every cause had a sentence of its own', async () => {
  expect(await bookErrors(studio())).toEqual([]);
  expect(new Set(told.values()).size).toBe(told.size);
  expect(told.size).toBe(10);
});

test.each(['server-error', 'bad-gateway', 'unavailable'] as const)(
  'a %s at the submit leaves open whether a job was made: the money stays held and nothing is sent twice',
  async (refuse) => {
    const { krea } = studio();
    krea.next({ refuse });
    const sent = krea.requests.filter(({ method }) => method === 'POST').length;
    const { member } = addServer(studio(), refuse);
    const handle = member.command('krea', { prompt: `after ${refuse}` });

    const said = await handle.message(({ text }) => text.includes('answer got lost'));

    expect(said.text).toContain('$0.03 stays reserved');
    expect(await moneyOf(studio(), handle.id)).toEqual(['hold']);
    expect(krea.requests.filter(({ method }) => method === 'POST')).toHaveLength(sent + 1);
    const uncertain = await readStore(studio(), async ({ journal }) => journal.inStates(['uncertain']));
    expect(uncertain.map(({ generationId }) => generationId)).toContain(handle.id);
  },
);

test('no log line holds a token, a signed link or a prompt', () => {
  const { bot, discord, krea } = studio();
  const log = bot().lines.join('\n');

  expect(log).toContain('picture accepted by the image API');
  for (const secret of [discord.token, krea.token, 'watched while painted', 'for moderation', '/media/images/', 'ex='])
    expect(log).not.toContain(secret);
});
