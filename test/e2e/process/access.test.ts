import { expect, test } from 'vitest';

import { decide } from '../decide.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

// Nothing is allowed by the settings: only what Discord tells about owners counts.
const studio = shareStudio({ krea: { durationMs: 40 }, settings: { ALLOWED_GUILDS: '' } });
const WAITS = 'is waiting for the bot’s operator';

test('the first picture comes in the operator’s own server without any setting', async () => {
  const { text } = await studio().member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
  expect(text).toContain('charged $0.03');
});

test('in a stranger’s server nothing is painted, held or fetched, whatever its owner sets, until who runs the bot allows it', async () => {
  const { discord, krea, bot, owner } = studio();
  const there = addServer(studio(), 'strangers');
  await decide(there.owner, 'set', { amount: '100' });
  const painted = krea.submits().length;

  expect((await privateAnswer(there.member.command('krea', { prompt: 'a free heron', count: 4 }))).text).toContain(
    WAITS,
  );
  await bot().logged('a server asked for pictures that nobody has allowed to spend', there.guildId);
  expect((await privateAnswer(there.member.command('krea-wallet'))).text).toContain(WAITS);
  const seen = await privateAnswer(there.owner.command('krea-setup', {}));
  expect(seen.text).toContain(`✗ This server ${WAITS}`);
  expect(seen.buttons.map(({ label }) => label)).not.toContain('Allow this server');

  // Somebody who runs the bot, and has become a moderator there.
  const operatorId = discord.world.guild(studio().guildId).ownerId;
  discord.world.addMember(there.guildId, operatorId);
  discord.world.makeAdmin(there.guildId, operatorId);
  const operator = discord.as(operatorId, { channelId: there.channelId });
  const setup = operator.command('krea-setup', {});
  operator.press(await privateAnswer(setup), 'Allow this server');
  const allowed = await setup.message(({ text }) => text.includes('✓ The bot’s operator allows pictures'));
  expect(krea.submits()).toHaveLength(painted);
  await there.member.command('krea', { prompt: 'an allowed heron' }).message(hasPictures(1));
  expect((await privateAnswer(there.owner.command('krea-budget log'))).text).toContain('allow server');

  operator.press(allowed, 'Allow it no longer');
  await setup.message(({ text }) => text.includes(`✗ This server ${WAITS}`));
  expect((await privateAnswer(there.member.command('krea', { prompt: 'too late' }))).text).toContain(WAITS);
  expect((await privateAnswer(owner.command('krea-budget show'))).text).toContain('Spent');
});

test('buttons of the time when a server was allowed sell nothing any more', async () => {
  const { discord, krea } = studio();
  const operatorId = discord.world.guild(studio().guildId).ownerId;
  const there = addServer(studio(), 'formerly-ours');
  const strangerId = discord.world.guild(there.guildId).ownerId;
  discord.world.setOwner(there.guildId, operatorId);
  const result = await there.member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
  const painted = krea.submits().length;
  discord.world.setOwner(there.guildId, strangerId);
  await studio().bot().stop();
  await studio().restart();

  const selling = result.buttons.map(({ label }) => label).filter((text) => /^(Reroll|Vary) /.test(text));
  expect(new Set(selling.map((text) => text.split(' ')[0]))).toEqual(new Set(['Reroll', 'Vary']));
  for (const label of selling) {
    expect((await privateAnswer(there.member.press(result, label))).text).toContain(WAITS);
  }
  const form = await there.member
    .press(result, result.buttons.find(({ label }) => label.startsWith('Remix'))?.label ?? '')
    .modal();
  expect((await privateAnswer(there.member.submit(form, { Prompt: 'two herons' }))).text).toContain(WAITS);
  expect(krea.submits()).toHaveLength(painted);
});
