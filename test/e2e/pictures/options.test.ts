import { expect, test } from 'vitest';

import { MAX_SEED } from '../../../src/core/picture/request.ts';
import { moneyOf, readStore } from '../ledger-check.ts';
import { hasPictures, openStudio, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { DEFAULT_GUILD_BUDGET_USD: '100' } });

const BOARD = '3f2a9c1e-77aa-4b0c-9d3e-1f2a3b4c5d6e';

/** What Krea gets when a member names nothing but the prompt. */
const plainBody = { aspect_ratio: '1:1', resolution: '1K', seed: expect.any(Number), creativity: 'medium' };

async function sentFor(options: Record<string, string | number | boolean>) {
  const { member, krea } = studio();
  const before = krea.submits().length;
  const count = typeof options['count'] === 'number' ? options['count'] : 1;
  const answer = await member.command('krea', options).message(hasPictures(count));
  return { answer, submits: krea.submits().slice(before) };
}

test.each([
  ['nothing but a prompt', {}, {}],
  ['every aspect ratio word for word', { aspect_ratio: '2.35:1' }, { aspect_ratio: '2.35:1' }],
  ['the resolution', { resolution: '1K' }, { resolution: '1K' }],
  ['the smallest seed', { seed: 0 }, { seed: 0 }],
  ['the largest seed', { seed: MAX_SEED }, { seed: MAX_SEED }],
  ['raw creativity', { creativity: 'raw' }, { creativity: 'raw' }],
  ['the default creativity, named', { creativity: 'medium' }, { creativity: 'medium' }],
  [
    'sliders at their ends',
    { intensity: -100, complexity: 100, movement: 7 },
    { intensity: -100, complexity: 100, movement: 7 },
  ],
  [
    'a moodboard by its id, with its strength always told',
    { moodboard: BOARD },
    { moodboards: [{ id: BOARD, strength: 0.35 }] },
  ],
  [
    'a moodboard by its share link',
    { moodboard: `https://www.krea.ai/moodboards/${BOARD.toUpperCase()}?ref=share`, moodboard_strength: 0 },
    { moodboards: [{ id: BOARD, strength: 0 }] },
  ],
  ['a style by its id', { style: 'w9dunefilm' }, { styles: [{ id: 'w9dunefilm', strength: 1 }] }],
  [
    'a style by its title, in any case',
    { style: ' ink valley ', style_strength: -2 },
    { styles: [{ id: 'p7ink4vale', strength: -2 }] },
  ],
])('Krea gets %s and nothing that was not asked for', async (_what, given, sent) => {
  const { submits } = await sentFor({ prompt: 'a heron', ...given });

  expect(submits.map(({ body }) => body)).toEqual([{ prompt: 'a heron', ...plainBody, ...sent }]);
});

test.each(['medium', 'large', 'medium-turbo'])('the variant %s goes to its own route', async (variant) => {
  const { submits } = await sentFor({ prompt: 'a heron', variant });

  expect(submits.map((submit) => submit.variant)).toEqual([variant]);
});

test('a seed that nobody chose is chosen, sent and shown', async () => {
  const { answer, submits } = await sentFor({ prompt: 'a heron' });

  expect(answer.text).toContain(`seed ${submits[0]?.body.seed}`);
});

test('four pictures have seeds that count up, and start again at 0 beyond the largest', async () => {
  const { answer, submits } = await sentFor({ prompt: 'four herons', seed: MAX_SEED - 1, count: 4 });

  expect(submits.map(({ body }) => body.seed)).toEqual([MAX_SEED - 1, MAX_SEED, 0, 1]);
  expect(answer.text).toContain(`seeds ${MAX_SEED - 1}, ${MAX_SEED}, 0, 1`);
  expect(answer.text).toContain('charged $0.12');
});

test('a private result is seen by nobody else', async () => {
  const { discord, channelId, memberId, newMember } = studio();
  const { answer } = await sentFor({ prompt: 'a secret heron', private: true });
  await sentFor({ prompt: 'a heron for all' });
  const seenBy = (userId: string) =>
    discord.visibleTo(userId, channelId).flatMap(({ text }) => /a secret heron|a heron for all/.exec(text)?.[0] ?? []);

  expect(answer.ephemeral).toBe(true);
  expect(seenBy(newMember('peter').userId)).toEqual(['a heron for all']);
  expect(seenBy(memberId)).toEqual(['a secret heron', 'a heron for all']);
});

test('a spoiler covers every picture, and only when asked for', async () => {
  const covered = await sentFor({ prompt: 'the end of the film', spoiler: true, count: 2 });
  const open = await sentFor({ prompt: 'the beginning of the film' });

  expect(covered.answer.pictures.map(({ spoiler }) => spoiler)).toEqual([true, true]);
  expect(open.answer.pictures.map(({ spoiler }) => spoiler)).toEqual([false]);
});

test('styles are suggested by title, those that begin with it first, and none of another model', async () => {
  const { member } = studio();
  const suggest = async (style: string) => member.autocomplete('krea', { prompt: 'x', style }, 'style').choices();

  expect((await suggest('r')).slice(0, 3)).toEqual([
    { name: 'r5glacier', value: 'r5glacier' },
    { name: 'Riso Garden', value: 'q2risogrf' },
    { name: 'Coral Radio', value: 'y1coralradio' },
  ]);
  expect((await suggest('GLAC')).map(({ value }) => value)).toEqual(['r5glacier']);
  expect(await suggest('paper')).toEqual([]);
  expect(await suggest('no such style')).toEqual([]);
});

test.each([
  ['a seed below zero', { seed: -1 }, 'seed'],
  ['a seed beyond the largest', { seed: MAX_SEED + 1 }, 'seed'],
  ['half a seed', { seed: 1.5 }, 'seed'],
  ['a seed that is text', { seed: '12' }, 'seed'],
  ['an aspect ratio that does not exist', { aspect_ratio: '5:1' }, 'aspect_ratio'],
  ['a resolution that does not exist', { resolution: '8K' }, 'resolution'],
  ['a variant that does not exist', { variant: 'huge' }, 'variant'],
  ['a creativity that does not exist', { creativity: 'wild' }, 'creativity'],
  ['a slider beyond its end', { movement: 101 }, 'movement'],
  ['a slider between two steps', { intensity: 0.5 }, 'intensity'],
  ['five pictures', { count: 5 }, 'count'],
  ['no pictures', { count: 0 }, 'count'],
  ['a style strength beyond its end', { style: 'w9dunefilm', style_strength: 2.1 }, 'style_strength'],
  ['a moodboard strength beyond its end', { moodboard: BOARD, moodboard_strength: 1.2 }, 'moodboard_strength'],
  ['a moodboard that is none', { moodboard: 'https://www.krea.ai/moodboards/mine' }, 'moodboard'],
  ['a moodboard strength without a moodboard', { moodboard_strength: 0.5 }, 'moodboard_strength'],
  ['a style strength without a style', { style_strength: 0.5 }, 'style_strength'],
  ['a reference strength without a reference', { reference2_strength: 0.5 }, 'reference2_strength'],
  ['an option that does not exist', { steps: 50 }, 'steps'],
  ['an empty prompt', { prompt: '' }, 'prompt'],
  ['a prompt of spaces', { prompt: ' \n\t ' }, 'prompt'],
  ['a prompt of 4,001 characters', { prompt: 'x'.repeat(4001) }, 'prompt'],
  ['a prompt that is a number', { prompt: 7 }, 'prompt'],
  ['a style nobody knows', { style: 'f6fluxpaper' }, 'style'],
])('a forged command with %s is refused privately, and nothing is held or sent', async (_what, given, option) => {
  const { member, krea } = studio();
  const before = krea.requests.filter(({ method }) => method === 'POST').length;

  const handle = member.command('krea', { prompt: 'a heron', ...given }, { forged: true });
  const { text } = await privateAnswer(handle);

  expect(text.replaceAll('\\', '')).toContain(`Check **${option}**: `);
  expect(text).toMatch(/ Then try again\.$/);
  expect(text).not.toMatch(/invalid|expected|received|undefined|NaN/i);
  expect(await moneyOf(studio(), handle.id)).toEqual([]);
  expect(krea.requests.filter(({ method }) => method === 'POST')).toHaveLength(before);
});

test('a forged command without any option is refused in words', async () => {
  const { text } = await privateAnswer(studio().member.command('krea', {}, { forged: true }));

  expect(text).toContain('Check **prompt**: ');
});

test('while Krea cannot be asked for its styles, a style is not called unknown', async () => {
  await using own = await openStudio({ hurry: 10 });
  await own.krea.refuseConnections();

  expect(await own.member.autocomplete('krea', { prompt: 'x', style: 'ink' }, 'style').choices()).toEqual([]);
  const handle = own.member.command('krea', { prompt: 'x', style: 'p7ink4vale' });
  expect((await privateAnswer(handle)).text).toContain('can’t be read right now.');
});

test('the registration has at most 25 options, and a start registers only what changed', async () => {
  await using own = await openStudio({ hurry: 10 });
  const registrations = () =>
    own.discord.requests.filter(({ method, route }) => method === 'PUT' && route.endsWith('/commands'));
  const [first] = registrations();
  expect(first?.status).toBe(200);
  expect(JSON.parse(JSON.stringify(first?.body))).toContainEqual(
    expect.objectContaining({ name: 'krea', options: expect.any(Array) }),
  );

  await own.bot().stop();
  await own.restart();
  expect(registrations()).toHaveLength(1);

  await own.bot().stop();
  await own.restart({ KREA_WIDE_STRENGTHS: 'true' });
  expect(registrations()).toHaveLength(2);
  await readStore(own, async ({ ledger }) => expect(await ledger.totals()).toEqual([]));
});
