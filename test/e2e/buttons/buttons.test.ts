import { expect, test } from 'vitest';

import { bookErrors, moneyOf, recorded } from '../ledger-check.ts';
import { button, lastSentTo, paint, SETTINGS } from '../painting.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { DEFAULT_GUILD_BUDGET_USD: '100' } });

test('Reroll sends the same request once more, seed included, and shows the same picture', async () => {
  const { member } = studio();
  const first = await paint(member, SETTINGS);
  const [request] = lastSentTo(studio());

  const again = await member.press(first, 'Reroll · $0.04').message(hasPictures(1));

  expect(lastSentTo(studio())).toEqual([request]);
  expect(again.id).not.toBe(first.id);
  expect(again.pictures[0]?.bytes).toEqual(first.pictures[0]?.bytes);
  expect(again.text).toContain('charged $0.04');
});

test('every choice of "Reroll with…" changes that one thing and nothing else', async () => {
  const { member } = studio();
  const first = await paint(member, SETTINGS);
  const [request] = lastSentTo(studio());
  const select = first.selects[0];
  const expected: Record<string, object> = {
    'variant=large': { variant: 'large' },
    'variant=medium-turbo': { variant: 'medium-turbo' },
    'creativity=raw': { creativity: 'raw' },
    'creativity=low': { creativity: 'low' },
    'creativity=medium': { creativity: 'medium' },
    'intensity=60': { intensity: 60 },
    'intensity=-20': { intensity: -20 },
    'complexity=-40': { complexity: -40 },
    'complexity=-100': { complexity: -100 },
    'movement=40': { movement: 40 },
    'movement=-40': { movement: -40 },
  };
  expect(select?.options.map(({ value }) => value).toSorted()).toEqual(Object.keys(expected).toSorted());

  for (const [value, change] of Object.entries(expected)) {
    await member.select(first, select?.customId ?? '', [value]).message(hasPictures(1));
    expect(lastSentTo(studio())).toEqual([{ ...request, ...change }]);
  }
});

test('Vary changes the seed and nothing else', async () => {
  const { member } = studio();
  const first = await paint(member, SETTINGS);
  const [request] = lastSentTo(studio());

  await member.press(first, 'Vary · $0.04').message(hasPictures(1));

  expect(lastSentTo(studio())).toEqual([{ ...request, seed: expect.any(Number) }]);
  expect(lastSentTo(studio())[0]?.seed).not.toBe(request?.seed);
});

test('the Remix form holds what the picture was made with; sent unchanged it makes the same picture', async () => {
  const { member } = studio();
  const first = await paint(member, SETTINGS);
  const [request] = lastSentTo(studio());

  const form = await member.press(first, 'Remix · $0.04').modal();
  await member.submit(form).message(hasPictures(1));

  expect(lastSentTo(studio())).toEqual([request]);
});

test('Remix takes every edit and keeps what the form does not hold; an emptied seed asks for a new one', async () => {
  const { member } = studio();
  const first = await paint(member, SETTINGS);
  const [request] = lastSentTo(studio());
  const form = await member.press(first, 'Remix · $0.04').modal();

  await member
    .submit(form, { Prompt: 'an egret', Seed: '', Model: ['large'], 'Aspect ratio': ['9:16'], Creativity: ['raw'] })
    .message(hasPictures(1));

  expect(lastSentTo(studio())).toEqual([
    {
      ...request,
      prompt: 'an egret',
      variant: 'large',
      aspect_ratio: '9:16',
      creativity: 'raw',
      seed: expect.any(Number),
    },
  ]);
  expect(lastSentTo(studio())[0]?.seed).not.toBe(request?.seed);
});

test.each([
  ['a seed that is no number', { Seed: 'heron' }, 'seed'],
  ['a seed below zero', { Seed: '-5' }, 'seed'],
  ['a seed beyond the largest', { Seed: '2147483648' }, 'seed'],
  ['an empty prompt', { Prompt: '   ' }, 'prompt'],
  ['a model that does not exist', { Model: ['huge'] }, 'variant'],
])('Remix refuses %s privately, and holds nothing', async (_what, edits, field) => {
  const { krea } = studio();
  const { member } = addServer(studio(), `remix-${field}`);
  const form = await member.press(await paint(member), 'Remix · $0.03').modal();
  const before = krea.submits().length;

  const handle = member.submit(form, edits, {}, { forged: true });

  expect((await privateAnswer(handle)).text).toContain(`Check **${field}**: `);
  expect(await moneyOf(studio(), handle.id)).toEqual([]);
  expect(krea.submits()).toHaveLength(before);
});

test('buttons of results of results work, three deep, also after a restart, and name where they come from', async () => {
  const { member, bot, restart } = studio();
  const first = await paint(member, SETTINGS);
  const second = await member.press(first, 'Vary · $0.04').message(hasPictures(1));
  const varied = lastSentTo(studio());
  const third = await member
    .select(second, second.selects[0]?.customId ?? '', ['creativity=raw'])
    .message(hasPictures(1));
  await bot().kill();
  await restart();

  const fourth = await member.press(third, 'Reroll · $0.04').message(hasPictures(1));

  expect(lastSentTo(studio())).toEqual([{ ...varied[0], creativity: 'raw' }]);
  expect(third.text).toMatch(/Reroll of picture 1 of/);
  expect(fourth.text).toMatch(/Reroll of picture 1 of/);
});

test('in another member’s hands the result is theirs: they are named and their server pays', async () => {
  const { member, newMember, guildId } = studio();
  const paul = newMember('paul');
  const first = await paint(member);

  const handle = paul.press(first, 'Reroll · $0.03');
  const result = await handle.message(hasPictures(1));

  expect(result.text).toContain(`<@${paul.userId}>`);
  expect(await recorded(studio(), handle.id)).toMatchObject({
    userId: paul.userId,
    wallet: { scope: 'guild', id: guildId },
  });
});

test('what is made from a private result stays private, and nobody else can press its buttons', async () => {
  const { member, newMember, krea } = studio();
  const hidden = await paint(member, { private: true });

  for (const handle of [member.press(hidden, 'Reroll · $0.03'), member.press(hidden, 'Vary · $0.03')]) {
    expect((await handle.message(hasPictures(1))).ephemeral).toBe(true);
  }
  const form = await member.press(hidden, 'Remix · $0.03').modal();
  expect((await member.submit(form).message(hasPictures(1))).ephemeral).toBe(true);

  const publicOne = await paint(member);
  const before = krea.submits().length;
  const foreign = newMember('quentin').press(publicOne, button(hidden, 'Reroll'), { forged: true });
  expect((await privateAnswer(foreign)).text).toContain('private');
  expect(krea.submits()).toHaveLength(before);
});

test('the ledger comes to what Krea bills', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});
