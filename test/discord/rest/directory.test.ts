import { ChannelType, REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createDirectory } from '../../../src/discord/rest/directory.ts';
import { startDiscord } from '../../sandbox/discord/index.ts';
import type { DiscordSandbox } from '../../sandbox/discord/index.ts';

let discord: DiscordSandbox;

beforeEach(async () => {
  discord = await startDiscord();
});
afterEach(async () => discord.stop());

function directory() {
  return createDirectory(
    new REST({ api: discord.apiUrl, version: '10', retries: 0, timeout: 5_000 }).setToken(discord.token),
  );
}

describe('who runs the bot', () => {
  test('is the owner of its application', async () => {
    const ann = discord.world.addUser();
    discord.world.giveApplicationTo(ann.id);
    expect(await directory().operators()).toEqual(new Set([ann.id]));
  });

  test('is of a team its owner, and the admins and developers who have joined it', async () => {
    const ids = Array.from({ length: 5 }, () => discord.world.addUser().id);
    discord.world.giveApplicationTo({
      ownerId: ids[0] ?? '',
      members: [
        { userId: ids[1] ?? '', role: 'admin' },
        { userId: ids[2] ?? '', role: 'developer' },
        { userId: ids[3] ?? '', role: 'read_only' },
        { userId: ids[4] ?? '', role: 'admin', isInvited: true },
      ],
    });
    expect(await directory().operators()).toEqual(new Set(ids.slice(0, 3)));
  });
});

describe('whose a server is', () => {
  test('is told by Discord', async () => {
    const ann = discord.world.addUser();
    const { id } = discord.world.addGuild({ ownerId: ann.id });
    expect(await directory().ownerOf(id)).toBe(ann.id);
  });

  test('is not known of servers without the bot', async () => {
    const { id } = discord.world.addGuild();
    discord.world.removeBot(id);
    expect(await directory().ownerOf(id)).toBeNull();
    expect(await directory().ownerOf('300000000000000001')).toBeNull();
  });

  test('cannot be told while Discord fails', async () => {
    const { id } = discord.world.addGuild();
    discord.faults.add({ method: 'GET', route: /guilds/, status: 503 });
    await expect(directory().ownerOf(id)).rejects.toMatchObject({ status: 503 });
  });
});

describe('what a channel stands in', () => {
  test('is a channel for a thread, a category for a channel, and nothing above that', async () => {
    const { id } = discord.world.addGuild();
    const category = discord.world.addChannel(id, { type: ChannelType.GuildCategory });
    const forum = discord.world.addChannel(id, { type: ChannelType.GuildForum, parentId: category.id });
    const post = discord.world.addThread(forum.id);
    const { parentOf } = directory();
    expect([await parentOf(post.id), await parentOf(forum.id), await parentOf(category.id)]).toEqual([
      forum.id,
      category.id,
      null,
    ]);
  });

  test('is not known of what is hidden from the bot', async () => {
    const { id } = discord.world.addGuild();
    const category = discord.world.addChannel(id, { type: ChannelType.GuildCategory });
    const channel = discord.world.addChannel(id, { parentId: category.id });
    discord.world.denyBot(channel.id, 'ViewChannel');
    expect(await directory().parentOf(channel.id)).toBeNull();
  });
});

describe('what a server has no more', () => {
  test('are channels, categories, threads and roles that were deleted, and those of another server', async () => {
    const [here, there] = [discord.world.addGuild(), discord.world.addGuild()];
    const category = discord.world.addChannel(here.id, { type: ChannelType.GuildCategory });
    const [kept, deleted] = [
      discord.world.addChannel(here.id, { parentId: category.id }),
      discord.world.addChannel(here.id),
    ];
    const [thread, oldThread] = [discord.world.addThread(kept.id), discord.world.addThread(kept.id)];
    const hidden = discord.world.addThread(kept.id, { private: true });
    const foreign = discord.world.addChannel(there.id);
    const [role, oldRole, foreignRole] = [
      discord.world.addRole(here.id),
      discord.world.addRole(here.id),
      discord.world.addRole(there.id),
    ];
    discord.world.deleteChannel(deleted.id);
    discord.world.deleteChannel(oldThread.id);
    discord.world.deleteRole(here.id, oldRole.id);
    discord.world.denyBot(kept.id, 'ViewChannel');

    const channelIds = [category, kept, deleted, thread, oldThread, hidden, foreign].map(({ id }) => id);
    const roleIds = [role, oldRole, foreignRole].map(({ id }) => id);
    expect(await directory().goneOf(here.id, { channelIds, roleIds })).toEqual({
      channelIds: [deleted.id, oldThread.id, foreign.id],
      roleIds: [oldRole.id, foreignRole.id],
    });
  });

  test('is not known while Discord fails', async () => {
    const { id } = discord.world.addGuild();
    discord.faults.add({ method: 'GET', route: /channels/, status: 503 });
    await expect(directory().goneOf(id, { channelIds: ['400000000000000001'], roleIds: [] })).rejects.toMatchObject({
      status: 503,
    });
  });
});
