import { ChannelType } from 'discord.js';
import { expect, test } from 'vitest';

import { decide } from '../decide.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

test('a forum’s post below an allowed category is a place for pictures', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'categories');
  const category = discord.world.addChannel(here.guildId, { type: ChannelType.GuildCategory, name: 'art' });
  const forum = discord.world.addChannel(here.guildId, { type: ChannelType.GuildForum, parentId: category.id });
  const post = discord.world.addThread(forum.id);
  const member = [...discord.world.guild(here.guildId).members.keys()].find(
    (id) => discord.world.user(id).username === 'member-of-categories',
  );
  const done = await privateAnswer(here.owner.command('krea-budget channels', { channel: category.id, allow: true }));
  expect(done.text).toContain(`<#${category.id}>`);

  const there = discord.as(member ?? '', { channelId: post.id });
  await there.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
  expect((await privateAnswer(here.member.command('krea', { prompt: 'elsewhere' }))).text).toContain(
    `only in <#${category.id}>`,
  );
});

test('the owner of a server sees pictures of every channel, without any role', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'hidden');
  const asked = here.member.command('krea', { prompt: 'a heron' });
  await asked.message(hasPictures(1));
  discord.world.overwrite(here.channelId, here.guildId, { deny: ['ViewChannel'] });
  const elsewhere = discord.world.addChannel(here.guildId, { name: 'elsewhere' });
  const owner = discord.as(discord.world.guild(here.guildId).ownerId, { channelId: elsewhere.id });
  discord.world.overwrite(here.channelId, discord.applicationId, { allow: ['ViewChannel'] });
  const shown = await owner.command('krea-show', { id: asked.id }).message(hasPictures(1));
  expect(shown.text).toContain('a heron');
});

test('when the only allowed channel is deleted, moderators get out of it by a button or by command', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'deleted');
  const only = discord.world.addChannel(here.guildId, { name: 'only' });
  await decide(here.owner, 'channels', { channel: only.id, allow: true });
  discord.world.deleteChannel(only.id);
  const refused = await privateAnswer(here.member.command('krea', { prompt: 'a heron' }));
  expect(refused.text).toContain('have been deleted. Not charged.');
  expect(refused.text).not.toContain('<#');

  const setup = here.owner.command('krea-setup', {});
  here.owner.press(await privateAnswer(setup), 'Forget what was deleted; pictures everywhere');
  const after = await setup.message(({ text }) => !text.includes('deleted'));
  expect(after.buttons.map(({ label }) => label)).not.toContain('Forget what was deleted; pictures everywhere');
  await here.member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));

  await decide(here.owner, 'channels', { channel: here.channelId, allow: true });
  expect((await privateAnswer(here.owner.command('krea-budget channels', { everywhere: true }))).text).toBe(
    'Done. Pictures are allowed everywhere the bot can be used.',
  );
  expect(
    (
      await privateAnswer(
        here.owner.command('krea-budget channels', { everywhere: true, allow: true, channel: here.channelId }),
      )
    ).text,
  ).toContain('or use everywhere on its own');
});

test('ids of another server, forged into a command, are refused in words, and nothing is changed', async () => {
  const { discord } = studio();
  const [here, there] = [addServer(studio(), 'target'), addServer(studio(), 'source')];
  const role = discord.world.addRole(there.guildId);
  const stranger = discord.world.addUser().id;
  const forgeries: [string, Record<string, string | boolean>][] = [
    ['krea-budget channels', { channel: there.channelId, allow: true }],
    ['krea-budget channels', { channel: '__proto__', allow: true }],
    ['krea-budget alerts', { channel: there.channelId }],
    ['krea-budget alerts', { channel: here.channelId, role: role.id }],
    ['krea-budget moderators', { role: role.id }],
    ['krea-budget role', { who: role.id, cap: '5' }],
    ['krea-budget member', { who: stranger, cap: '5' }],
    ['krea-budget member', { who: '7', cap: '5' }],
    ['krea-budget explain', { who: stranger }],
    ['krea-setup', { channel: there.channelId }],
  ];
  for (const [name, values] of forgeries) {
    const { text } = await privateAnswer(here.owner.command(name, values, { forged: true }));
    expect(text, `${name} ${JSON.stringify(values)}`).toMatch(/isn’t from this server|aren’t a member of this server/);
  }
  expect((await privateAnswer(here.owner.command('krea-budget log'))).text).toContain(
    'Nothing about the budget has been changed',
  );
});
