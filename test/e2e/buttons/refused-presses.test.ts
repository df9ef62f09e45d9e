import { expect, test } from 'vitest';

import { decide } from '../decide.ts';
import { asked, deciding } from '../deciding.ts';
import { bookErrors } from '../ledger-check.ts';
import { hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

test('a press that was refused does not swallow the next one: it says why again, and runs as soon as it may', async () => {
  const place = await deciding(studio(), 'poor', '0.03');
  const result = await place.member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
  const press = async (): Promise<string> => (await privateAnswer(place.member.press(result, 'Vary · $0.03'))).text;
  expect(await press()).toContain('Not charged');
  expect(await press()).toContain('Not charged');
  await decide(place.owner, 'set', { amount: '0.06' });
  await place.member.press(result, 'Vary · $0.03').message(hasPictures(1));
});

test('a form that was refused can be sent again at once, and a card approved again once nothing stands against it', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'again', '0.03');
  const result = await place.member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
  const form = await place.member.press(result, 'Remix · $0.03').modal();
  for (const words of ['Not charged', 'Not charged']) {
    expect((await privateAnswer(place.member.submit(form, {}))).text).toContain(words);
  }
  const { card } = await asked(place, {});
  await decide(place.owner, 'pause');
  expect((await privateAnswer(place.boss.press(card, 'Approve once'))).text).toContain('paused');
  await decide(place.owner, 'resume');
  place.boss.press(card, 'Approve once');
  await discord.waitFor(
    place.channelId,
    (message) => message.pings.users.includes(place.member.userId) && hasPictures(1)(message),
  );
});

test('the ledger comes to what Krea bills', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});
