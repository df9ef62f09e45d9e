import { Routes } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { onCommand, setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
afterEach(async () => {
  await stage.stop();
});

const post = (enforceNonce: boolean): Promise<unknown> =>
  stage.client.rest.post(Routes.channelMessages(stage.channelId), {
    body: { content: 'x', nonce: 'n1', enforce_nonce: enforceNonce },
  });

test('A post whose answer is lost is doubled by a retry, unless its nonce is enforced.', async () => {
  stage = await setStage({ retries: 1 });
  const { discord, channelId } = stage;
  const fault = discord.faults.add({ method: 'POST', route: /messages$/u, status: 500, afterEffect: true });
  await post(false);
  expect(fault.hits()).toBe(1);
  expect(discord.messages(channelId)).toHaveLength(2);
  expect(
    discord.requests.filter((one) => one.route === '/channels/:channel/messages').map((one) => one.status),
  ).toEqual([500, 200]);
  discord.world.changeChannel(channelId, { name: 'other' });
  const before = discord.messages(channelId).length;
  discord.faults.add({ method: 'POST', route: /messages$/u, dropSocket: true, afterEffect: true });
  await post(true);
  expect(discord.messages(channelId)).toHaveLength(before);
});

test('A failure without effect leaves nothing behind.', async () => {
  stage = await setStage();
  stage.discord.faults.add({ method: 'POST', route: /messages$/u, status: 503, code: 130000, message: 'overloaded' });
  await expect(post(false)).rejects.toMatchObject({ status: 503 });
  stage.discord.faults.add({ method: 'POST', route: /messages$/u, status: 403, code: 50001 });
  await expect(post(false)).rejects.toMatchObject({ status: 403, code: 50001 });
  expect(stage.discord.messages(stage.channelId)).toEqual([]);
});

test('A forced 429 makes discord.js wait as long as it says.', async () => {
  stage = await setStage();
  stage.discord.faults.add({ route: /messages$/u, status: 429, retryAfter: 0.3, global: true });
  const started = performance.now();
  await post(false);
  expect(performance.now() - started).toBeGreaterThan(290);
});

test('A delayed acknowledgement comes too late, and a hanging one is logged without a status.', async () => {
  stage = await setStage({ limits: { ackMs: 100 } });
  const { caught } = onCommand(stage.client, async (interaction) => interaction.deferReply());
  stage.discord.faults.add({ route: /callback$/u, delayMs: 150 });
  const late = stage.here.command('draw');
  await expect(late.acknowledged()).rejects.toThrow('did not respond');
  await expect.poll(caught).toMatchObject([{ code: 10062 }]);
  const hanging = stage.discord.faults.add({ route: (request) => request.path.endsWith('callback'), hang: true });
  stage.here.command('draw');
  await expect.poll(hanging.hits).toBe(1);
  expect(stage.discord.requests.at(-1)).toMatchObject({ status: 0, route: '/interactions/:id/:token/callback' });
});

test('A lost answer to the acknowledgement still counts as one.', async () => {
  stage = await setStage({ retries: 1 });
  const { caught } = onCommand(stage.client, async (interaction) => interaction.deferReply());
  stage.discord.faults.add({ route: /callback$/u, dropSocket: true, afterEffect: true });
  const run = stage.here.command('draw');
  expect(await run.acknowledged()).toMatchObject({ type: 5 });
  await expect.poll(caught).toHaveLength(1);
});
