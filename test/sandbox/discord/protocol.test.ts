import { InteractionType, MessageFlags, Routes } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { onCommand, png, setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
afterEach(async () => {
  await stage.stop();
});

/** Connects to the gateway, sends these frames after HELLO, and tells the close code. */
async function closeCode(frames: readonly (object | string)[], query = '?v=10&encoding=json'): Promise<number> {
  const socket = new WebSocket(`ws://${stage.discord.cdnHost}/${query}`);
  socket.once('message', () => {
    for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  });
  return new Promise((resolve) => {
    socket.on('close', resolve);
  });
}

test('The gateway closes with the code of the mistake.', async () => {
  stage = await setStage();
  const identify = (fields: object): object => ({
    op: 2,
    d: { token: stage.discord.token, intents: 0, properties: {}, ...fields },
  });
  expect(await closeCode([identify({ token: 'wrong' })])).toBe(4004);
  expect(await closeCode([identify({ intents: 1 << 15 })])).toBe(4014);
  expect(await closeCode([identify({ shard: [2, 2] })])).toBe(4010);
  expect(await closeCode([identify({}), identify({})])).toBe(4005);
  expect(await closeCode(['{'])).toBe(4002);
  expect(await closeCode([{ op: 1, d: null, x: 'x'.repeat(5000) }])).toBe(4002);
  expect(await closeCode([{ op: 99 }])).toBe(4001);
  expect(await closeCode([{ op: 3, d: {} }])).toBe(4003);
  expect(await closeCode(Array.from({ length: 121 }, () => ({ op: 1, d: null })))).toBe(4008);
  expect(await closeCode([], '?v=9')).toBe(4012);
});

test('Too many guilds need shards, and each shard hears of its own.', async () => {
  stage = await setStage();
  stage.discord.world.addGuilds(2501);
  const socket = (shard: [number, number]): Promise<number> =>
    closeCode([{ op: 2, d: { token: stage.discord.token, intents: 0, properties: {}, shard } }]);
  expect(await socket([0, 1])).toBe(4011);
});

test('A connection refused at once is tried again, and one without heartbeat answers is left and resumed.', async () => {
  stage = await setStage({ heartbeatMs: 60 });
  const { discord } = stage;
  const seen: string[] = [];
  const until = (what: string): Promise<void> =>
    new Promise((resolve) => {
      const off = discord.on('gateway', (event) => {
        seen.push(event.what);
        if (event.what !== what) return;
        off();
        resolve();
      });
    });
  discord.gateway.muteHeartbeats(true);
  await until('closed');
  discord.gateway.muteHeartbeats(false);
  await until('resumed');
  discord.gateway.refuseConnections(4000);
  discord.gateway.drop();
  await until('refused');
  discord.gateway.refuseConnections(null);
  await until('resumed');
  expect(seen).not.toContain('identified');
});

test('With a response asked for, the callback tells about its message.', async () => {
  stage = await setStage();
  const told: unknown[] = [];
  onCommand(stage.client, async (interaction) => {
    const response = await interaction.deferReply({ flags: MessageFlags.Ephemeral, withResponse: true });
    told.push(response.interaction, response.resource?.message);
    await interaction.editReply('done');
  });
  const answer = await stage.here.command('draw').message();
  expect(told).toMatchObject([
    { responseMessageId: answer.id, responseMessageLoading: true, responseMessageEphemeral: true },
    null,
  ]);
});

test('By token, answers and follow-ups are read, edited and deleted; before the acknowledgement there is no webhook.', async () => {
  stage = await setStage();
  const codes: unknown[] = [];
  const { caught } = onCommand(stage.client, async (interaction) => {
    const { rest } = interaction.client;
    const original = Routes.webhookMessage(interaction.applicationId, interaction.token);
    await rest.patch(original, { body: { content: 'x' }, auth: false }).catch((error: unknown) => codes.push(error));
    await interaction.reply('one');
    const follow = await interaction.followUp('two');
    await interaction.webhook.editMessage(follow, 'three');
    expect((await interaction.fetchReply()).content).toBe('one');
    expect((await interaction.fetchReply(follow.id)).content).toBe('three');
    await interaction.deleteReply(follow);
    await interaction.deleteReply();
    await interaction.editReply('gone').catch((error: unknown) => codes.push(error));
    await rest
      .patch(Routes.webhookMessage(interaction.applicationId, 'nonsense'), { body: { content: 'x' }, auth: false })
      .catch((error: unknown) => codes.push(error));
  });
  stage.here.command('draw');
  await expect.poll(() => [...codes, ...caught()]).toMatchObject([{ code: 10015 }, { code: 10008 }, { code: 50027 }]);
  expect(stage.discord.messages(stage.channelId)).toEqual([]);
});

test('A follow-up straight after a deferral fills the deferred answer.', async () => {
  stage = await setStage();
  onCommand(stage.client, async (interaction) => {
    await interaction.deferReply();
    await interaction.followUp('filled');
  });
  expect(await stage.here.command('draw').message()).toMatchObject({ content: 'filled' });
  expect(stage.discord.messages(stage.channelId)).toHaveLength(1);
});

test('An event can be held back and delivered later, and one of any shape can be forged.', async () => {
  stage = await setStage();
  onCommand(stage.client, async (interaction) => interaction.reply(interaction.commandName));
  const held = stage.here.command('draw', {}, { hold: true });
  expect(held.describe()).toContain('delivered to 0 sessions');
  expect(held.redeliver()).toBe(1);
  expect(await held.message()).toMatchObject({ content: 'draw' });
  const forged = stage.here.forge(InteractionType.ApplicationCommand, { id: '1', name: 'unheard-of', type: 1 });
  expect(await forged.message()).toMatchObject({ content: 'unheard-of' });
});

test('The log keeps each request with its body, files and status.', async () => {
  stage = await setStage();
  const { discord, client, channelId } = stage;
  const logged = new Promise((resolve) => {
    discord.on('request', resolve);
  });
  discord.clearRequests();
  await client.rest.post(Routes.channelMessages(channelId), {
    body: { content: 'x' },
    files: [{ name: 'a.png', data: png }],
  });
  expect(discord.requests).toEqual([await logged]);
  expect(discord.requests[0]).toMatchObject({
    method: 'POST',
    route: '/channels/:channel/messages',
    path: `/channels/${channelId}/messages`,
    body: { content: 'x' },
    files: [{ name: 'a.png', size: png.length, bytes: png }],
    status: 200,
  });
});

test('Requests outside the API are refused as Discord refuses them.', async () => {
  stage = await setStage();
  const { apiUrl, token } = stage.discord;
  const status = async (path: string, init: RequestInit = {}): Promise<number> =>
    (await fetch(`${apiUrl}${path}`, { ...init, headers: { authorization: `Bot ${token}` } })).status;
  expect(
    await Promise.all([
      status('/v10/users/@me'),
      status('/v10/nothing'),
      status('/v10/users/@me', { method: 'DELETE' }),
      status('/v6/users/@me'),
    ]),
  ).toEqual([200, 404, 405, 400]);
  expect((await fetch(`${apiUrl}/v10/users/@me`)).status).toBe(401);
  const broken = await fetch(`${apiUrl}/v10/users/@me/channels`, {
    method: 'POST',
    headers: { authorization: `Bot ${token}` },
    body: '{',
  });
  expect(await broken.json()).toMatchObject({ code: 50109 });
});
