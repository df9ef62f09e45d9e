import { expect, test } from 'vitest';

import { decide } from '../decide.ts';
import { asked, deciding, says } from '../deciding.ts';
import { bookErrors, moneyOf, recorded } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

test('a request over the budget is put before the moderators, and runs as asked when one approves it once', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'once', '0.05');
  const { order, card } = await asked(place, { count: 2, seed: 41, aspect_ratio: '16:9' });
  for (const words of [
    `<@${place.member.userId}>`,
    'a costly heron',
    '$0.06',
    'this server’s budget',
    '$0.05 of $0.05 left',
  ])
    expect(card.text).toContain(words);
  expect(card.buttons.map(({ label }) => label)).toEqual(['Approve once', 'Approve and raise by $0.01', 'Deny']);
  expect(card.pings).toMatchObject({ everyone: false, users: [], roles: [] });

  place.boss.press(card, 'Approve once');
  const result = await discord.waitFor(place.channelId, hasPictures(2));

  expect(result.pings.users).toEqual([place.member.userId]);
  expect((await discord.waitFor(place.alertsId, says('Approved'))).buttons).toEqual([]);
  const generation = await recorded(studio(), order.id);
  expect(generation.request).toMatchObject({ prompt: 'a costly heron', seed: 41, aspectRatio: '16:9' });
  expect(generation.userId).toBe(place.member.userId);
  expect(await privateAnswer(place.member.command('krea', { prompt: 'one more' }))).toMatchObject({ pictures: [] });
  expect((await privateAnswer(place.owner.command('krea-budget log'))).text).toContain('**approve**');
});

test('two moderators at once make one run', async () => {
  const { discord, krea } = studio();
  const place = await deciding(studio(), 'two', '0.02');
  const { order, card } = await asked(place, {});
  const before = krea.submits().length;

  const presses = [
    place.boss.press(card, 'Approve once'),
    place.second.press(card, 'Approve once'),
    place.boss.press(card, 'Approve and raise by $0.01'),
  ];
  await discord.waitFor(place.channelId, hasPictures(1));
  await Promise.all(presses.map(async (press) => press.acknowledged()));
  const late = await privateAnswer(place.second.press(card, card.buttons[1]?.customId ?? '', { forged: true }));

  expect(late.text).toContain('already been approved');
  expect(krea.submits()).toHaveLength(before + 1);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
});

test('approve and raise adds what is missing for good, approve once until the budget starts again; neither overspends', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'raised', '0.02');
  const { card } = await asked(place, {});

  place.boss.press(card, 'Approve and raise by $0.01');
  await discord.waitFor(place.channelId, hasPictures(1));

  const shown = (await privateAnswer(place.owner.command('krea-budget show'))).text;
  expect(shown).toContain('**$0.03**');
  expect(shown).not.toContain('Raised by');

  const once = await deciding(studio(), 'not-raised', '0.02');
  const second = await asked(once, {});
  once.boss.press(second.card, 'Approve once');
  await discord.waitFor(once.channelId, hasPictures(1));
  const after = (await privateAnswer(once.owner.command('krea-budget show'))).text;
  expect(after).toContain('Raised by $0.01 until');
  expect(after).toContain('100% used');
});

test('a member’s own limits are lifted or raised for them alone', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'member');
  await decide(place.owner, 'member', { who: place.member.userId, cap: '0.04' });
  const { card } = await asked(place, { count: 2 });
  expect(card.text).toContain('their own limit');
  place.boss.press(card, 'Approve and raise by $0.02');
  await discord.waitFor(place.channelId, hasPictures(2));
  expect((await privateAnswer(place.owner.command('krea-budget show'))).text).toContain(
    `Raised by $0.02 for <@${place.member.userId}>`,
  );

  const limited = await deciding(studio(), 'variant');
  await decide(limited.owner, 'member', { who: limited.member.userId, models: 'medium-turbo' });
  const second = await asked(limited, { variant: 'large' });
  expect(second.card.buttons.map(({ label }) => label)).toEqual(['Approve once', 'Deny']);
  limited.second.press(second.card, 'Approve once');
  await discord.waitFor(limited.channelId, hasPictures(1));
});

test('style references come along although their links are dead, and a private request is delivered privately', async () => {
  const { discord, krea } = studio();
  const place = await deciding(studio(), 'references', '0.02');
  const picture = await addServer(studio(), 'painter')
    .member.command('krea', { prompt: 'a pattern' })
    .message(hasPictures(1));
  const bytes = picture.pictures[0]?.bytes;
  if (!bytes) throw new Error('The pattern was painted.');
  const order = place.member.command(
    'krea',
    { prompt: 'in that style', reference1: 'style.png', private: true },
    { attachments: { reference1: { name: 'style.png', bytes } } },
  );
  const refusal = await privateAnswer(order);
  place.member.press(refusal, 'Ask a moderator');
  const card = await discord.waitFor(place.alertsId, says('asks for'));
  expect(card.text).toContain('1 reference');
  discord.removeEphemeralAttachments();

  place.boss.press(card, 'Approve once');
  await discord.waitFor(place.member.userId, hasPictures(1));

  expect(JSON.stringify(krea.submits().at(-1))).toContain('image_style_references');
  expect((await recorded(studio(), order.id)).request.references).toHaveLength(1);
  expect(discord.messages(place.channelId).filter(hasPictures(1))).toEqual([]);
});

test('deny takes a reason, which the requester is told privately; nothing runs afterwards', async () => {
  const { discord, krea } = studio();
  const place = await deciding(studio(), 'denied', '0.02');
  const { card } = await asked(place, {});
  const before = krea.submits().length;

  const form = await place.second.press(card, 'Deny').modal();
  place.second.submit(form, { 'Why?': 'too dear, @everyone' });
  const told = await discord.waitFor(place.member.userId, says('denied your request'));

  expect(told.text).toContain('too dear');
  expect((await discord.waitFor(place.alertsId, says('Denied'))).buttons).toEqual([]);
  const late = await privateAnswer(place.boss.press(card, card.buttons[0]?.customId ?? '', { forged: true }));
  expect(late.text).toContain('already been denied');
  expect(krea.submits()).toHaveLength(before);
  expect((await privateAnswer(place.owner.command('krea-budget log'))).text).toContain('too dear');
});

test('nobody decides about their own request, and plain members about none', async () => {
  const { discord, krea } = studio();
  const place = await deciding(studio(), 'own', '0.02');
  const before = krea.submits().length;
  const refusal = await privateAnswer(place.owner.command('krea', { prompt: 'for myself' }));
  place.owner.press(refusal, 'Ask a moderator');
  const card = await discord.waitFor(place.alertsId, says('asks for'));
  const nosy = discord.as(place.member.userId, { channelId: place.alertsId });

  for (const label of ['Approve once', 'Approve and raise by $0.01', 'Deny']) {
    expect((await privateAnswer(place.boss.press(card, label))).text).toContain('your own request');
    expect((await privateAnswer(nosy.press(card, label))).text).toContain('Manage Server');
  }
  expect(krea.submits()).toHaveLength(before);
});

test('asking twice asks once, nobody asks for others, and nobody floods the moderators', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'flood', '0.02');
  const { refusal } = await asked(place, {});
  const ask = refusal.buttons[0]?.customId ?? '';
  const other = place.newMember('other');
  const theirs = await privateAnswer(other.command('krea', { prompt: 'mine' }));
  expect((await privateAnswer(other.press(theirs, ask, { forged: true }))).text).toContain(
    'This button no longer works',
  );

  const refusals = [];
  for (const prompt of ['second', 'third', 'fourth'])
    refusals.push(await privateAnswer(place.member.command('krea', { prompt })));
  const [second = refusal, third = refusal, fourth = refusal] = refusals;
  for (const [one, prompt] of [
    [second, 'second'],
    [third, 'third'],
  ] as const) {
    place.member.press(one, 'Ask a moderator');
    await discord.waitFor(place.alertsId, says(prompt));
  }
  expect((await privateAnswer(place.member.press(fourth, 'Ask a moderator'))).text).toContain(
    '3 requests of yours to decide',
  );
  expect((await privateAnswer(place.member.press(fourth, ask, { forged: true }))).text).toContain('already been asked');
  expect(discord.messages(place.alertsId)).toHaveLength(3);
});

test('there is no offer without an alert channel, and a channel that is shut is told at once', async () => {
  const { discord } = studio();
  const bare = addServer(studio(), 'bare');
  await decide(bare.owner, 'set', { amount: '0.02' });
  expect((await privateAnswer(bare.member.command('krea', { prompt: 'no way' }))).buttons).toEqual([]);

  const place = await deciding(studio(), 'shut', '0.02');
  const refusal = await privateAnswer(place.member.command('krea', { prompt: 'let me' }));
  discord.world.denyBot(place.alertsId, 'SendMessages');
  expect((await privateAnswer(place.member.press(refusal, 'Ask a moderator'))).text).toContain(
    'can’t reach this server’s moderators',
  );
  expect((await privateAnswer(place.owner.command('krea-budget show'))).text).toContain('couldn’t be posted');
});

test('an approval outlives a power cut, and runs once', async () => {
  const { discord, krea, bot, restart } = studio();
  const place = await deciding(studio(), 'cut', '0.02');
  const { order, card } = await asked(place, {});
  const before = krea.submits().length;
  await bot().kill();
  await restart();

  place.boss.press(card, 'Approve once');
  await discord.waitFor(place.channelId, hasPictures(1));

  expect(krea.submits()).toHaveLength(before + 1);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
});

test('the ledger comes to what Krea bills', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});
