import { AttachmentBuilder, MessageFlags, Routes } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { onCommand, png, setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
afterEach(async () => {
  await stage.stop();
});

const post = async (channelId: string, body: object = { content: 'x' }): Promise<unknown> =>
  stage.client.rest.post(Routes.channelMessages(channelId), { body });
const withFile = async (channelId: string): Promise<unknown> =>
  stage.client.rest.post(Routes.channelMessages(channelId), {
    body: { content: 'x' },
    files: [{ name: 'a.png', data: png }],
  });

test('Permissions follow roles, overwrites, threads and ownership.', async () => {
  stage = await setStage({ buckets: {} });
  const { discord, channelId, guildId } = stage;
  await post(channelId);
  await withFile(channelId);
  discord.world.denyBot(channelId, 'AttachFiles');
  await expect(withFile(channelId)).rejects.toMatchObject({ code: 50013, status: 403 });
  await post(channelId);
  discord.world.denyBot(channelId, 'SendMessages');
  await expect(post(channelId)).rejects.toMatchObject({ code: 50013 });
  const thread = discord.world.addThread(channelId);
  await post(thread.id);
  discord.world.denyBot(channelId, 'SendMessagesInThreads');
  await expect(post(thread.id)).rejects.toMatchObject({ code: 50013 });
  discord.world.denyBot(channelId, 'ViewChannel');
  await expect(post(thread.id)).rejects.toMatchObject({ code: 50001 });
  await expect(stage.client.rest.get(Routes.channel(channelId))).rejects.toMatchObject({ code: 50001 });
  discord.world.makeAdmin(guildId, discord.applicationId);
  await post(channelId);
  discord.world.deleteChannel(channelId);
  await expect(post(channelId)).rejects.toMatchObject({ code: 10003, status: 404 });
  const hidden = discord.world.addThread(discord.world.addChannel(guildId).id, { private: true });
  discord.world.removeBot(guildId);
  await expect(post(hidden.id)).rejects.toMatchObject({ code: 50001 });
});

test('Interactions tell what the member and the application may do here.', async () => {
  stage = await setStage();
  const { discord, channelId } = stage;
  discord.world.denyBot(channelId, 'AttachFiles');
  const { caught } = onCommand(stage.client, async (interaction) => {
    await interaction.reply(
      [
        interaction.memberPermissions?.has('ManageGuild'),
        interaction.appPermissions.has('AttachFiles'),
        interaction.locale,
      ].join(),
    );
    await interaction.followUp({ files: [new AttachmentBuilder(png)] });
  });
  expect(await stage.here.command('draw').message()).toMatchObject({ content: 'false,false,en-US' });
  await expect.poll(caught).toMatchObject([{ code: 50013 }]);
});

test('Direct messages are opened by user, and refused when they are closed.', async () => {
  stage = await setStage();
  const { discord, userId, client } = stage;
  const user = await client.users.fetch(userId);
  await user.send({ content: 'for you', files: [new AttachmentBuilder(png, { name: 'a.png' })] });
  expect(await discord.waitFor(userId, (it) => it.pictures.length === 1)).toMatchObject({ content: 'for you' });
  expect(discord.directMessages(userId)).toHaveLength(1);
  discord.world.setDmsClosed(userId, true);
  await expect(user.send('again')).rejects.toMatchObject({ code: 50007, status: 403 });
  onCommand(client, async (interaction) => interaction.reply(`${interaction.context} ${interaction.guildId}`));
  expect(await discord.as(userId).command('draw').message()).toMatchObject({ content: '1 null' });
});

function named(...names: string[]): object[] {
  return names.map((content): object => expect.objectContaining({ content }));
}

test('Messages are listed newest first, in pages, and only with the history permission.', async () => {
  stage = await setStage({ buckets: {} });
  const { discord, channelId, client } = stage;
  for (const content of ['1', '2', '3', '4', '5']) await post(channelId, { content });
  const ids = discord.messages(channelId).map((one) => one.id);
  const list = async (query: Record<string, string>): Promise<unknown> =>
    client.rest.get(Routes.channelMessages(channelId), { query: new URLSearchParams(query) });
  expect(await list({ limit: '2' })).toEqual(named('5', '4'));
  expect(await list({ before: ids[2] ?? '' })).toEqual(named('2', '1'));
  expect(await list({ after: ids[2] ?? '', limit: '1' })).toEqual(named('4'));
  expect(await list({ around: ids[2] ?? '', limit: '3' })).toEqual(named('4', '3', '2'));
  stage.here.say('mine');
  expect(await list({ limit: '1' })).toEqual(named(''));
  discord.world.denyBot(channelId, 'ReadMessageHistory');
  expect(await list({})).toEqual([]);
  await expect(client.rest.get(Routes.channelMessage(channelId, ids[0] ?? ''))).rejects.toMatchObject({ code: 50013 });
});

test('By bot token the bot edits and deletes its own messages, and never reaches ephemeral ones.', async () => {
  stage = await setStage();
  const { discord, channelId, client } = stage;
  await post(channelId);
  const [own] = discord.messages(channelId);
  const route = (id: string | undefined): `/${string}` => Routes.channelMessage(channelId, id ?? '');
  await client.rest.patch(route(own?.id), { body: { content: 'y' } });
  expect(discord.messages(channelId)).toMatchObject([{ content: 'y', edits: 1 }]);
  await client.rest.delete(route(own?.id));
  expect(discord.messages(channelId)).toEqual([]);
  const theirs = stage.here.say('mine');
  await expect(client.rest.patch(route(theirs.id), { body: { content: 'z' } })).rejects.toMatchObject({ code: 50005 });
  await expect(client.rest.delete(route(theirs.id))).rejects.toMatchObject({ code: 50013 });
  onCommand(client, async (interaction) => interaction.reply({ content: 'secret', flags: MessageFlags.Ephemeral }));
  const secret = await stage.here.command('draw').message();
  await expect(client.rest.patch(route(secret.id), { body: { content: 'z' } })).rejects.toMatchObject({ code: 10008 });
});

test('Only what allowed mentions let through is a ping.', async () => {
  stage = await setStage({ buckets: {} });
  const { discord, channelId, guildId, userId } = stage;
  const role = discord.world.addRole(guildId, { mentionable: true });
  const content = `<@${userId}> <@&${role.id}> @everyone`;
  await post(channelId, { content });
  await post(channelId, { content, allowed_mentions: { parse: [] } });
  await post(channelId, { content, allowed_mentions: { parse: ['roles'], users: [userId] } });
  await post(channelId, { flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content }] });
  const nobody = { everyone: false, users: [], roles: [] };
  const both = { everyone: false, users: [userId], roles: [role.id] };
  expect(discord.messages(channelId).map((one) => one.pings)).toEqual([both, nobody, both, both]);
  discord.world.makeAdmin(guildId, discord.applicationId);
  await post(channelId, { content: '@everyone' });
  expect(discord.messages(channelId).at(-1)?.pings.everyone).toBe(true);
  await expect(
    post(channelId, { content, allowed_mentions: { parse: ['users'], users: [userId] } }),
  ).rejects.toMatchObject({ code: 50035 });
});

test('Where only the user has installed the application, follow-ups are few and may be forced to be ephemeral.', async () => {
  stage = await setStage({
    buckets: {},
    commands: [{ name: 'draw', description: 'Draws', integration_types: [0, 1], contexts: [0, 1, 2] }],
  });
  const { discord, client } = stage;
  const user = discord.world.addUser({ installedApp: true });
  const guild = discord.world.addGuild({
    botInstalled: false,
    everyone: ['ViewChannel', 'SendMessages', 'UseApplicationCommands'],
  });
  discord.world.addMember(guild.id, user.id);
  const channel = discord.world.addChannel(guild.id);
  const { caught } = onCommand(client, async (interaction) => {
    const { guildId, userId } = interaction.authorizingIntegrationOwners;
    await interaction.reply(`${guildId} ${userId}`);
    for (let n = 0; n < 6; n += 1) await interaction.followUp(`${n}`);
  });
  const run = discord.as(user.id, { channelId: channel.id }).command('draw');
  expect(await run.message()).toMatchObject({ content: `null ${user.id}`, ephemeral: true });
  await expect.poll(caught).toMatchObject([{ code: 40094 }]);
  expect(await run.followUps(5)).toHaveLength(5);
  const stranger = discord.world.addUser();
  discord.world.addMember(guild.id, stranger.id);
  expect(() => discord.as(stranger.id, { channelId: channel.id }).command('draw')).toThrow(
    'installed neither here nor by this user',
  );
});

test('In a private channel between people only what they have installed works, and only by token.', async () => {
  stage = await setStage({
    commands: [{ name: 'draw', description: 'Draws', integration_types: [0, 1], contexts: [0, 1, 2] }],
  });
  const { discord, client, userId } = stage;
  const user = discord.world.addUser({ installedApp: true });
  const channel = discord.world.addPrivateChannel([user.id, userId]);
  onCommand(client, async (interaction) => interaction.reply(`${interaction.context} ${interaction.guildId}`));
  expect(await discord.as(user.id, { channelId: channel.id }).command('draw').message()).toMatchObject({
    content: '2 null',
    ephemeral: false,
  });
  expect(() => discord.as(userId, { channelId: channel.id }).command('draw')).toThrow(
    'installed neither here nor by this user',
  );
  await expect(post(channel.id)).rejects.toMatchObject({ code: 50001 });
});

test('Commands that need permissions, or other places, are not offered.', async () => {
  stage = await setStage({
    commands: [
      { name: 'budget', description: 'B', default_member_permissions: '32' },
      { name: 'server', description: 'S', contexts: [0] },
      { name: 'adult', description: 'A', nsfw: true },
    ],
  });
  const { discord, userId, guildId, channelId } = stage;
  expect(() => stage.here.command('budget')).toThrow('needs permissions');
  expect(() => discord.as(userId).command('server')).toThrow('not offered in this kind of channel');
  expect(() => stage.here.command('adult')).toThrow('age-restricted');
  discord.world.changeChannel(channelId, { nsfw: true });
  discord.world.makeAdmin(guildId, userId);
  onCommand(stage.client, async (interaction) => interaction.reply(interaction.commandName));
  expect(await stage.here.command('budget').message()).toMatchObject({ content: 'budget' });
  expect(await stage.here.command('adult').message()).toMatchObject({ content: 'adult' });
});

test('A wait that fails says what it saw last.', async () => {
  stage = await setStage();
  await post(stage.channelId, { content: 'something else' });
  await expect(stage.discord.waitFor(stage.channelId, (it) => it.text === 'never', { deadlineMs: 20 })).rejects.toThrow(
    /Waited 20 ms for a message .*it\.text.*something else/su,
  );
});
