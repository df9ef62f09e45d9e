import { createServer } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startDiscord } from '../../sandbox/discord/index.ts';
import type { DiscordSandbox } from '../../sandbox/discord/index.ts';
import { startKrea } from '../../sandbox/krea/index.ts';
import type { KreaSandbox } from '../../sandbox/krea/index.ts';
import { startBotProcess } from '../bot-process.ts';
import { WARM } from '../warm-start.ts';

let discord: DiscordSandbox;
let krea: KreaSandbox;
beforeAll(async () => {
  [discord, krea] = await Promise.all([startDiscord(), startKrea()]);
});
afterAll(async () => Promise.all([discord.stop(), krea.stop()]));

/** Starts the bot with settings that work, but for those that are changed. */
const start = (changed: Record<string, string>) =>
  startBotProcess({
    ...WARM,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    KREA_API_TOKEN: krea.token,
    KREA_API_URL: krea.url,
    DATABASE_URL: 'sqlite::memory:',
    ...changed,
  });

/** Starts the bot with a setting that cannot work; tells how it ended and why it says that it cannot start. */
async function startWith(changed: Record<string, string>): Promise<{ code: number | null; reason: string }> {
  const bot = start(changed);
  const code = await bot.ended();
  return { code, reason: bot.lines.find((line) => line.includes('cannot start')) ?? bot.lines.join('\n') };
}

test('a token that Discord does not take ends the start, with the name of the setting', async () => {
  const { code, reason } = await startWith({ DISCORD_TOKEN: 'copied-from-the-wrong-box' });
  expect(code).toBe(1);
  expect(reason).toContain('DISCORD_TOKEN: Discord does not accept it');
  expect(reason).not.toContain('wrong-box');
});

test.for([
  // The first start of all is the one that registers.
  ['a registration', 'PUT', /\/commands$/],
  ['which commands are registered', 'GET', /\/commands$/],
  ['who the bot is', 'GET', /\/applications\/@me$/],
  ['where the gateway is', 'GET', /\/gateway\/bot$/],
] as const)(
  'one 401 of Discord to %s ends no start: it is tried again, and the bot gets ready',
  async ([, method, route]) => {
    discord.faults.add({ method, route, status: 401 });
    const bot = start({});
    const line = await bot.logged('Discord cannot be used now, trying again');
    await bot.logged('"ready"');
    await bot.kill();
    expect(line).toMatch(/"status":401|"code":"TokenInvalid"/);
  },
);

test('a token that Krea does not take is in the log at once, and the bot serves all the rest', async () => {
  const bot = start({ KREA_API_TOKEN: 'copied-from-the-wrong-box' });
  const line = await bot.logged('Krea refuses the API token');
  expect(line).toContain('"level":"error"');
  expect(line).not.toContain('wrong-box');
  await bot.logged('"ready"');
  await bot.kill();
});

test('a port in use ends the start, with the name of the setting', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, () => {
      const address = other.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const { code, reason } = await startWith({ PORT: String(port) });
  await new Promise((resolve) => other.close(resolve));
  expect(code).toBe(1);
  expect(reason).toContain(`PORT: cannot listen on ${port}: `);
});
