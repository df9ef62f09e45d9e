import { AttachmentBuilder, MessageFlags, Routes, TextDisplayBuilder } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { onCommand, png, setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
afterEach(async () => {
  await stage.stop();
});

const MIB = 1024 * 1024;

/** A clock that tests move. */
function clock(): { now: () => number; forward: (ms: number) => void } {
  let shift = 0;
  return { now: () => Date.now() + shift, forward: (ms) => void (shift += ms) };
}

test('An acknowledgement after three seconds is an unknown interaction.', async () => {
  const time = clock();
  stage = await setStage({ now: time.now });
  const { caught } = onCommand(stage.client, async (interaction) => {
    time.forward(3001);
    await interaction.deferReply();
  });
  stage.here.command('draw');
  await expect.poll(caught).toMatchObject([{ code: 10062, status: 404 }]);
});

test('A person learns after three seconds that the application did not respond.', async () => {
  stage = await setStage({ limits: { ackMs: 50 } });
  await expect(stage.here.command('draw').acknowledged()).rejects.toThrow(
    /did not respond in 50 ms.*not acknowledged.*delivered to 1 sessions/u,
  );
});

test('A person learns it too when the timer ends before the clock says so.', async () => {
  const time = clock();
  stage = await setStage({ now: time.now, limits: { ackMs: 50 } });
  const handle = stage.here.command('draw');
  time.forward(-20);
  await expect(handle.acknowledged()).rejects.toThrow('did not respond in 50 ms');
});

test('A second acknowledgement is refused, and so is a modal after a deferral.', async () => {
  stage = await setStage();
  const { caught } = onCommand(stage.client, async (interaction) => {
    await interaction.deferReply();
    const modal = { type: 9, data: { custom_id: 'm', title: 'M', components: [{ type: 10, content: 'Hello' }] } };
    await interaction.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: modal,
      auth: false,
    });
  });
  await stage.here.command('draw').acknowledged();
  await expect.poll(caught).toMatchObject([{ code: 40060, status: 400 }]);
});

test('The token is good for fifteen minutes, or until a test ends it.', async () => {
  const time = clock();
  stage = await setStage({ now: time.now });
  const { caught } = onCommand(stage.client, async (interaction) => {
    await interaction.deferReply();
    await interaction.editReply('in time');
    time.forward(15 * 60_000 + 1);
    await interaction.editReply('too late');
  });
  await stage.here.command('draw').message();
  await expect.poll(caught).toMatchObject([{ code: 50027, status: 401 }]);
});

test('Discord can lose an interaction or its message inside the window.', async () => {
  stage = await setStage();
  const { caught } = onCommand(stage.client, async (interaction) => {
    stage.discord.unknownInteraction(interaction.id);
    await interaction.deferReply();
  });
  stage.here.command('draw');
  await expect.poll(caught).toMatchObject([{ code: 10062 }]);
  const other = await setStage();
  const edits = onCommand(other.client, async (interaction) => {
    await interaction.reply('x');
    const { id } = await interaction.fetchReply();
    other.discord.deleteMessage(id);
    await interaction.editReply('y');
  });
  other.here.command('draw');
  await expect.poll(edits.caught).toMatchObject([{ code: 10008, status: 404 }]);
  await other.stop();
});

test('A file above the limit, and a request above 25 MiB, are too large.', async () => {
  stage = await setStage();
  const errors: unknown[] = [];
  onCommand(stage.client, async (interaction) => {
    await interaction.deferReply();
    const send = async (...sizes: number[]): Promise<unknown> =>
      interaction
        .editReply({
          content: 'x',
          files: sizes.map((size, index) => new AttachmentBuilder(Buffer.alloc(size), { name: `${index}.bin` })),
        })
        .catch((error: unknown) => errors.push(error));
    await send(10 * MIB + 1);
    await send(9 * MIB, 9 * MIB, 9 * MIB);
    await send(10 * MIB);
  });
  const answer = await stage.here.command('draw').message();
  expect(answer.pictures).toMatchObject([{ name: '0.bin' }]);
  expect(errors).toMatchObject([
    { code: 40005, status: 413 },
    { code: 40005, status: 413 },
  ]);
});

test('Boosts and Nitro raise the limit that the interaction names.', async () => {
  stage = await setStage();
  const nitro = stage.discord.world.addUser({ uploadLimit: 500 * MIB });
  stage.discord.world.addMember(stage.guildId, nitro.id);
  onCommand(stage.client, async (interaction) => interaction.reply(String(interaction.attachmentSizeLimit)));
  expect(await stage.here.command('draw').message()).toMatchObject({ content: String(10 * MIB) });
  expect(await stage.discord.as(nitro.id, { channelId: stage.channelId }).command('draw').message()).toMatchObject({
    content: String(500 * MIB),
  });
});

test('AutoMod blocks new messages and edits, in text displays too.', async () => {
  stage = await setStage();
  const { discord, client, channelId } = stage;
  discord.world.changeChannel(channelId, { autoModWords: ['duck'] });
  const body = {
    flags: MessageFlags.IsComponentsV2,
    components: [new TextDisplayBuilder().setContent('A DUCK').toJSON()],
  };
  await expect(client.rest.post(Routes.channelMessages(channelId), { body })).rejects.toMatchObject({
    code: 200000,
    status: 400,
  });
  const { caught } = onCommand(client, async (interaction) => {
    await interaction.deferReply();
    await interaction.editReply('a duck');
  });
  stage.here.command('draw');
  await expect.poll(caught).toMatchObject([{ code: 200000 }]);
});

test('Slow mode holds the bot back unless it may pass.', async () => {
  const time = clock();
  stage = await setStage({ now: time.now });
  const { discord, client, channelId, guildId } = stage;
  discord.world.changeChannel(channelId, { slowmodeSeconds: 30 });
  const post = (): Promise<unknown> => client.rest.post(Routes.channelMessages(channelId), { body: { content: 'x' } });
  await post();
  await expect(post()).rejects.toMatchObject({ code: 20016 });
  time.forward(30_000);
  await post();
  discord.world.makeAdmin(guildId, discord.applicationId);
  await post();
});

test('Links expire after a day, and ephemeral attachments vanish.', async () => {
  const time = clock();
  stage = await setStage({
    now: time.now,
    commands: [{ name: 'draw', description: 'Draws', options: [{ type: 11, name: 'image', description: 'Picture' }] }],
  });
  const urls: string[] = [];
  onCommand(stage.client, async (interaction) => {
    urls.push(interaction.options.getAttachment('image', true).url);
    await interaction.reply('seen');
  });
  const run = (): Promise<unknown> =>
    stage.here.command('draw', {}, { attachments: { image: { name: 'a b.png', bytes: png } } }).message();
  const statuses = async (): Promise<number[]> => Promise.all(urls.map(async (url) => (await fetch(url)).status));
  await run();
  expect(urls[0]).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+\/ephemeral-attachments\/\d+\/\d+\/a_b\.png\?ex=[0-9a-f]+&is=[0-9a-f]+&hm=[0-9a-f]{64}&$/u,
  );
  expect(await statuses()).toEqual([200]);
  time.forward(24 * 3_600_000 + 1000);
  await run();
  expect(await statuses()).toEqual([404, 200]);
  stage.discord.removeEphemeralAttachments();
  expect(await statuses()).toEqual([404, 404]);
  const tampered = await fetch((urls[1] ?? '').replace(/hm=./u, 'hm=g'));
  expect(tampered.status).toBe(404);
});

test('Buckets answer 429 with the time to wait, and discord.js waits.', async () => {
  stage = await setStage({ buckets: { 'POST /channels/:channel/messages': { limit: 2, windowMs: 400 } } });
  const { client, channelId, discord } = stage;
  const started = performance.now();
  for (const content of ['1', '2', '3'])
    await client.rest.post(Routes.channelMessages(channelId), { body: { content } });
  expect(performance.now() - started).toBeGreaterThan(300);
  const raw = (): Promise<Response> =>
    fetch(`${discord.apiUrl}/v10/channels/${channelId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: '{"content":"x"}',
    });
  await raw();
  const refused = await raw();
  expect([
    refused.status,
    refused.headers.get('x-ratelimit-scope'),
    refused.headers.get('x-ratelimit-remaining'),
  ]).toEqual([429, 'user', '0']);
  expect(await refused.json()).toMatchObject({ global: false, retry_after: expect.any(Number) });
});
