import { expect, test } from 'vitest';

import { decide } from '../decide.ts';
import { asked, deciding, says } from '../deciding.ts';
import { bookErrors, moneyOf } from '../ledger-check.ts';
import { hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

test('the card of an approved request says at last what was charged, or that nothing was', async () => {
  const { discord, krea } = studio();
  const place = await deciding(studio(), 'made', '0.05');
  const { card } = await asked(place, { count: 2 });
  place.boss.press(card, 'Approve once');
  const made = await discord.waitFor(place.alertsId, says('2 pictures made, $0.06 charged'));
  expect(made.text).toContain(`**Approved** by <@${place.owner.userId}>`);
  expect(made.text).not.toContain('Expires <t:');
  expect(made.id).toBe(card.id);

  const broken = await deciding(studio(), 'broken', '0.02');
  const second = await asked(broken, {});
  krea.next({ end: { failed: 'result' } });
  broken.second.press(second.card, 'Approve once');
  await discord.waitFor(broken.alertsId, says('It failed. Nothing was charged.'));
});

test('a power cut between the approval and the picture leaves no card behind', async () => {
  const { discord, krea, bot, restart } = studio();
  const place = await deciding(studio(), 'cut', '0.02');
  const { order, card } = await asked(place, {});
  krea.next({ manual: true });
  place.boss.press(card, 'Approve once');
  const job = await krea.waitFor((one) =>
    one.jobs().find(({ status }) => status !== 'completed' && status !== 'failed'),
  );
  await discord.waitFor(place.alertsId, says('In progress: '));

  await bot().kill();
  krea.complete(job.id);
  await restart();

  const shown = await discord.waitFor(place.alertsId, says('1 picture made, $0.03 charged'));
  expect(shown.buttons).toEqual([]);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
});

test('a moderator whose approval cannot be carried out reads what a moderator can do about it', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'refused', '0.02');
  const { card } = await asked(place, {});
  const say = async (label: string, actor = place.boss): Promise<string> =>
    (await privateAnswer(actor.press(card, label))).text;

  await decide(place.owner, 'pause');
  expect(await say('Approve once')).toContain('`/krea-budget resume`');
  await decide(place.owner, 'resume');
  await decide(place.owner, 'member', { who: place.member.userId, models: 'medium-turbo' });
  expect(await say('Approve once', place.second)).toContain('This card was out of date');
  expect((await discord.waitFor(place.alertsId, says('a model they can’t use'))).text).toContain(
    'over this server’s budget: $0.02 of $0.02 left',
  );
  await decide(place.owner, 'member', { who: place.member.userId, clear: true });
  await decide(place.owner, 'set', { amount: '0.01' });
  expect(await say('Approve and raise by $0.01')).toContain('This card was out of date');
  const fresh = await discord.waitFor(place.alertsId, ({ buttons }) =>
    buttons.some(({ label }) => label === 'Approve and raise by $0.02'),
  );
  place.boss.press(fresh, 'Approve and raise by $0.02');
  await discord.waitFor(place.channelId, hasPictures(1));
  expect(
    (await privateAnswer(place.second.press(card, card.buttons[2]?.customId ?? '', { forged: true }))).text,
  ).toContain(`It was <@${place.owner.userId}>`);
});

test('without a period that ends, approve and raise is offered, says what it does, and raises for good', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'endless', '0.02');
  await decide(place.owner, 'set', { period: 'none' });
  const { card } = await asked(place, {});
  expect(card.text).toContain('raises it permanently');
  expect(card.buttons.map(({ label }) => label)).toEqual(['Approve and raise by $0.01', 'Deny']);
  place.boss.press(card, 'Approve and raise by $0.01');
  await discord.waitFor(place.alertsId, says('1 picture made'));
  expect((await privateAnswer(place.owner.command('krea-budget show'))).text).toContain('**$0.03** in total');
});

test('whose direct messages are closed is told in the channel of the request, without prompt and reason; else the card says so', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'shy', '0.02');
  const { card } = await asked(place, {});
  discord.world.setDmsClosed(place.member.userId, true);
  place.second.submit(await place.second.press(card, 'Deny').modal(), { 'Why?': 'too dear' });
  const told = await discord.waitFor(place.channelId, says('denied your request'));
  expect(told.pings.users).toEqual([place.member.userId]);
  for (const secret of ['a costly heron', 'too dear']) expect(told.text).not.toContain(secret);

  const shut = await deciding(studio(), 'shut', '0.02');
  const second = await asked(shut, {});
  discord.world.setDmsClosed(shut.member.userId, true);
  discord.world.denyBot(shut.channelId, 'SendMessages');
  shut.boss.submit(await shut.boss.press(second.card, 'Deny').modal(), {});
  const unreached = await discord.waitFor(shut.alertsId, says('Denied'));
  expect(unreached.text).toContain(`I couldn’t tell <@${shut.member.userId}>`);
});

test('the ledger comes to what Krea bills', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});
