import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { GatewayIntentBits } from 'discord.js';

import { startBotProcess } from '../e2e/bot-process.ts';
import { startDiscord } from '../sandbox/discord/index.ts';
import type { DiscordSandbox } from '../sandbox/discord/index.ts';
import { startKrea } from '../sandbox/krea/index.ts';
import { residentBytes, startScript } from './processes.ts';

const SERVERS = 2_500;
const SIZES = { channels: 40, roles: 25, emojis: 20 };
const SAMPLE_MS = 500;
/** Settled when this many samples in a row differ by less than a hundredth. */
const SETTLED_SAMPLES = 10;
const MAX_SAMPLES = 60;

/** Resident bytes of an idle bot in 2,500 servers, once they do not change any more. */
export interface MemoryFigures {
  ours: number;
  /** discord.js without intents, as lean as it comes. */
  bare: number;
  /** discord.js as its guide starts it, with the Guilds intent. */
  guilds: number;
}

/** Measures the three bots one after the other, each in a Discord of its own. */
export async function measureMemory(): Promise<MemoryFigures> {
  return { ours: await ours(), bare: await discordJs(0), guilds: await discordJs(GatewayIntentBits.Guilds) };
}

async function ours(): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const discord = await crowded(stack);
  const krea = await startKrea();
  stack.defer(() => krea.stop());
  const folder = await mkdtemp(join(tmpdir(), 'krea-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const bot = startBotProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    KREA_API_TOKEN: krea.token,
    KREA_API_URL: krea.url,
    ALLOWED_GUILDS: '*',
    DATABASE_URL: `sqlite:${join(folder, 'krea.db')}`,
  });
  stack.defer(() => bot.kill());
  await discord.waitForBot({ commands: 3 });
  return await settled(bot.child.pid ?? 0);
}

async function discordJs(intents: number): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const discord = await crowded(stack);
  const bot = stack.use(startScript('bare-bot.ts', [discord.apiUrl, discord.token, String(intents)]));
  await discord.waitForBot();
  return await settled(bot.pid);
}

async function crowded(stack: AsyncDisposableStack): Promise<DiscordSandbox> {
  const discord = await startDiscord();
  stack.defer(() => discord.stop());
  discord.world.addGuilds(SERVERS, SIZES);
  return discord;
}

async function settled(pid: number): Promise<number> {
  const samples: number[] = [];
  while (samples.length < MAX_SAMPLES) {
    samples.push(await residentBytes(pid));
    const latest = samples.slice(-SETTLED_SAMPLES);
    const [least, most] = [Math.min(...latest), Math.max(...latest)];
    if (latest.length === SETTLED_SAMPLES && most - least < most / 100) return most;
    await wait(SAMPLE_MS);
  }
  throw new Error('The memory does not settle.');
}
