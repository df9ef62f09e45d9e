import { expect, test } from 'vitest';

import { bookErrors, moneyOf, recorded } from '../ledger-check.ts';
import { button, lastSentTo, paint, SETTINGS } from '../painting.ts';
import { hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { DEFAULT_GUILD_BUDGET_USD: '100' } });

test('a picture of a batch has buttons of its own, which act on its seed alone', async () => {
  const { member } = studio();
  const batch = await paint(member, { ...SETTINGS, count: 4, seed: 100 });
  const sent = lastSentTo(studio(), 4);
  const second = sent.find(({ seed }) => seed === 101);

  await member.press(batch, button(batch, 'Reroll 2 ·')).message(hasPictures(1));
  expect(lastSentTo(studio())).toEqual([second]);

  await member.press(batch, button(batch, 'Vary 2 ·')).message(hasPictures(1));
  expect(lastSentTo(studio())).toEqual([{ ...second, seed: expect.any(Number) }]);

  const form = await member.press(batch, button(batch, 'Remix 2 ·')).modal();
  await member.submit(form, { Prompt: 'an egret' }).message(hasPictures(1));
  expect(lastSentTo(studio())).toEqual([{ ...second, prompt: 'an egret' }]);

  const choice = await privateAnswer(member.press(batch, 'Reroll 2 with…'));
  const handle = member.select(choice, choice.selects[0]?.customId ?? '', ['variant=large']);
  await handle.message(hasPictures(1));
  expect(lastSentTo(studio())).toEqual([{ ...second, variant: 'large' }]);
  expect((await recorded(studio(), handle.id)).parent?.index).toBe(2);
});

test('a public batch stays public when one of its pictures is rerolled through the private select', async () => {
  const { member } = studio();
  const batch = await paint(member, { count: 2 });
  const choice = await privateAnswer(member.press(batch, 'Reroll 1 with…'));

  const result = await member
    .select(choice, choice.selects[0]?.customId ?? '', ['movement=40'])
    .message(hasPictures(1));

  expect(result.ephemeral).toBe(false);
});

test('Reroll all makes the whole batch again and Vary all a new one, each held as a whole', async () => {
  const { member } = studio();
  const batch = await paint(member, { count: 3, seed: 7 });
  const sent = lastSentTo(studio(), 3);

  await member.press(batch, button(batch, 'Reroll all')).message(hasPictures(3));
  expect(lastSentTo(studio(), 3)).toEqual(sent);

  const handle = member.press(batch, button(batch, 'Vary all'));
  await handle.message(hasPictures(3));
  const [a = 0, b = 0, c = 0] = lastSentTo(studio(), 3).map(({ seed }) => seed ?? 0);
  expect([b - a, c - b]).toEqual([1, 1]);
  expect(a).not.toBe(7);
  expect((await moneyOf(studio(), handle.id)).toSorted()).toEqual([
    'hold',
    'hold',
    'hold',
    'settle',
    'settle',
    'settle',
  ]);
});

test('the ledger comes to what Krea bills', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});
