import { once } from 'node:events';

import { GatewayIntentBits } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { startDiscord } from './index.ts';
import { login, onCommand, setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.stop();
  stage = null;
});

test('What happens while the gateway is down is replayed by the resume, without a new login.', async () => {
  stage = await setStage();
  const seen: string[] = [];
  onCommand(stage.client, async (interaction) => {
    seen.push(interaction.id);
    await interaction.reply('here');
  });
  const events: string[] = [];
  stage.discord.on('gateway', ({ what }) => events.push(what));
  stage.discord.gateway.drop(4000);
  const run = stage.here.command('draw');
  expect(await run.message()).toMatchObject({ content: 'here' });
  expect(seen).toEqual([run.id]);
  expect(events).toContain('buffered');
  expect(events).toContain('resumed');
  expect(events).not.toContain('identified');
});

test('A resume can repeat an event that was already delivered.', async () => {
  stage = await setStage();
  const seen: string[] = [];
  const { caught } = onCommand(stage.client, async (interaction) => {
    seen.push(interaction.id);
    await interaction.reply('here');
  });
  const run = stage.here.command('draw');
  await run.message();
  const resumed = once(stage.client, 'shardResume');
  stage.discord.gateway.drop(4000, { rewind: 1 });
  await resumed;
  expect(seen).toEqual([run.id, run.id]);
  await expect.poll(() => caught().length).toBe(1);
  expect(caught()[0]).toMatchObject({ code: 40060 });
});

test('The same event can be delivered twice, or to one of two processes only.', async () => {
  stage = await setStage();
  const counts = { first: 0, second: 0 };
  onCommand(stage.client, async (interaction) => {
    counts.first += 1;
    await interaction.deferReply();
  });
  const before = stage.discord.gateway.connected();
  const second = await login(stage.discord);
  onCommand(second, async (interaction) => {
    counts.second += 1;
    await interaction.deferReply();
  });
  const other = stage.discord.gateway.connected().find((id) => !before.includes(id)) ?? '';
  await stage.here.command('draw', {}, { deliverOnly: other, deliverTwice: true }).acknowledged();
  await stage.here.command('draw').acknowledged();
  expect(counts).toEqual({ first: 1, second: 3 });
  await second.destroy();
});

test('After an invalidated session the client identifies anew.', async () => {
  stage = await setStage();
  onCommand(stage.client, async (interaction) => interaction.reply('again'));
  const identified = new Promise<void>((resolve) => {
    stage?.discord.on('gateway', ({ what }) => what === 'identified' && resolve());
  });
  stage.discord.gateway.invalidateSessions();
  stage.discord.gateway.drop(4000);
  await identified;
  expect(await stage.here.command('draw').message()).toMatchObject({ content: 'again' });
}, 20_000);

test('A wrong token is refused by REST and by the gateway.', async () => {
  const discord = await startDiscord();
  await expect(login({ ...discord, token: 'no.such.token' })).rejects.toThrow('invalid token');
  await discord.stop();
});

test('Thousands of guilds are stubs without the Guilds intent, and complete with it.', async () => {
  const discord = await startDiscord();
  const started = performance.now();
  const ids = discord.world.addGuilds(300, { channels: 5, roles: 3, emojis: 2 });
  expect(performance.now() - started).toBeLessThan(200);
  const bare = await login(discord);
  expect([bare.guilds.cache.size, bare.channels.cache.size]).toEqual([300, 0]);
  await bare.destroy();
  const full = await login(discord, { intents: GatewayIntentBits.Guilds });
  expect([full.guilds.cache.size, full.channels.cache.size]).toEqual([300, 1500]);
  expect(full.guilds.cache.get(ids[0] ?? '')).toMatchObject({ available: true, name: 'Server 0' });
  const guild = discord.world.guild(ids[7] ?? '');
  expect([guild.channelIds.size, guild.roles.size, guild.emojis.length]).toEqual([5, 5, 2]);
  const added = once(full, 'channelCreate');
  discord.world.addChannel(guild.id, { name: 'new' });
  expect(await added).toMatchObject([{ name: 'new' }]);
  await full.destroy();
  await discord.stop();
});
