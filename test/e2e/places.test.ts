import { ChannelType } from 'discord.js';
import { expect, test } from 'vitest';

import { addServer, hasPictures, privateAnswer, shareStudio } from './studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

test('a forum’s post below an allowed category is a place for pictures', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'categories');
  const category = discord.world.addChannel(here.guildId, { type: ChannelType.GuildCategory, name: 'art' });
  const forum = discord.world.addChannel(here.guildId, { type: ChannelType.GuildForum, parentId: category.id });
  const post = discord.world.addThread(forum.id);
  const [member] = [...discord.world.guild(here.guildId).members.keys()].filter((id) => discord.world.user(id).username === 'member-of-categories');
  const done = await privateAnswer(here.owner.command('krea-budget channels', { channel: category.id, allow: true }));
  expect(done.text).toContain(`<#${category.id}>`);

  const there = discord.as(member ?? '', { channelId: post.id });
  await there.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
  expect((await privateAnswer(here.member.command('krea', { prompt: 'elsewhere' }))).text).toContain(`<#${category.id}> only`);
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
