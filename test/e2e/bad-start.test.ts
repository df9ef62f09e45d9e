import { createServer } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startDiscord } from '../sandbox/discord/index.ts';
import type { DiscordSandbox } from '../sandbox/discord/index.ts';
import { startBotProcess } from './bot-process.ts';

let discord: DiscordSandbox;
beforeAll(async () => {
  discord = await startDiscord();
});
afterAll(async () => discord.stop());

/** Starts the bot with a setting that cannot work; tells how it ended and why it says that it cannot start. */
async function startWith(changed: Record<string, string>): Promise<{ code: number | null; reason: string }> {
  const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, KREA_API_TOKEN: 'unused', DATABASE_URL: 'sqlite::memory:' };
  const bot = startBotProcess({ ...settings, ...changed });
  const code = await bot.ended();
  return { code, reason: bot.lines.find((line) => line.includes('cannot start')) ?? bot.lines.join('\n') };
}

test('a token that Discord does not take ends the start, with the name of the setting', async () => {
  const { code, reason } = await startWith({ DISCORD_TOKEN: 'copied-from-the-wrong-box' });
  expect(code).toBe(1);
  expect(reason).toContain('DISCORD_TOKEN: Discord does not accept it');
  expect(reason).not.toContain('wrong-box');
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
