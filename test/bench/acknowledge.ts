import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { startBotProcess } from '../e2e/bot-process.ts';
import { startDiscord } from '../sandbox/discord/index.ts';
import type { Actor, DiscordSandbox } from '../sandbox/discord/index.ts';
import { startKrea } from '../sandbox/krea/index.ts';
import { startScript } from './processes.ts';
import { median, percentile } from './statistics.ts';

const PER_SECOND = 200;
const MEMBERS = 50;
/**
 * Until the programs are compiled that run hot. Half as long leaves the compiler at work beside the first windows: the
 * bare bot's own p95 falls to a third of what it is then. A bot that has run for a minute is past it; both sides get
 * the same.
 */
const WARM_UP_SECONDS = 10;
/** Discord itself waits three seconds. */
const PATIENCE_MS = 5_000;
const CALLBACK = /^\/interactions\/(\d+)\/[^/]+\/callback$/;

/** Milliseconds from an interaction's dispatch until Discord has its acknowledgement: medians over the windows. */
export interface Latency {
  p50: number;
  p99: number;
}

export interface AcknowledgeFigures {
  /** A bot that acknowledges and does nothing else. */
  bare: Latency;
  /** `/krea-budget show`: the ledger is read and the answer edited in. */
  show: Latency;
  /** `/krea`: the price is held, the picture queued or handed to Krea, and its progress told. */
  picture: Latency;
}

/**
 * Sends 200 interactions a second to a bare discord.js bot and to ours, each as its own process, warm, in windows that
 * take turns: whatever else the machine does then meets all three alike.
 */
export async function measureAcknowledge({
  rounds,
  windows,
  seconds,
}: {
  rounds: number;
  windows: number;
  seconds: number;
}): Promise<AcknowledgeFigures> {
  const found: Record<keyof AcknowledgeFigures, number[][]> = { bare: [], show: [], picture: [] };
  for (let round = 0; round < rounds; round += 1) {
    await using stack = new AsyncDisposableStack();
    const bare = stack.use(await openBare());
    const ours = stack.use(await openOurs());
    const measured = [
      ['bare', bare, 'show'],
      ['show', ours, 'show'],
      // Some thousand pictures wait in the queue after a while, and are told their place in it.
      ['picture', ours, 'picture'],
    ] as const;
    for (const [, crowd, what] of measured) await run(crowd, what, WARM_UP_SECONDS);
    for (let window = 0; window < windows; window += 1) {
      for (const [name, crowd, what] of measured) found[name].push(await run(crowd, what, seconds));
    }
  }
  return { bare: latency(found.bare), show: latency(found.show), picture: latency(found.picture) };
}

/** A server full of people in front of a bot. */
interface Crowd extends AsyncDisposable {
  discord: DiscordSandbox;
  people: readonly Actor[];
}

async function openBare(): Promise<Crowd> {
  const discord = await startDiscord();
  const bot = startScript('bare-bot.ts', [discord.apiUrl, discord.token]);
  await discord.waitForBot();
  return {
    discord,
    people: peopleIn(discord),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await discord.stop();
    },
  };
}

async function openOurs(): Promise<Crowd> {
  const discord = await startDiscord();
  const krea = await startKrea({ manual: true });
  const folder = await mkdtemp(join(tmpdir(), 'krea-bench-'));
  const bot = startBotProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    KREA_API_TOKEN: krea.token,
    KREA_API_URL: krea.url,
    ALLOWED_GUILDS: '*',
    DATABASE_URL: `sqlite:${join(folder, 'krea.db')}`,
    DEFAULT_GUILD_BUDGET_USD: '1000000',
    MAX_GUILD_BUDGET_USD: '1000000',
    TOTAL_BUDGET_USD: '1000000',
  });
  await discord.waitForBot({ commands: 3 });
  return {
    discord,
    people: peopleIn(discord),
    async [Symbol.asyncDispose]() {
      await bot.kill();
      await Promise.all([discord.stop(), krea.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function peopleIn(discord: DiscordSandbox): Actor[] {
  const guild = discord.world.addGuild();
  const channel = discord.world.addChannel(guild.id);
  return Array.from({ length: MEMBERS }, () => {
    const user = discord.world.addUser();
    discord.world.addMember(guild.id, user.id);
    discord.world.makeAdmin(guild.id, user.id);
    return discord.as(user.id, { channelId: channel.id });
  });
}

/** Milliseconds of every interaction sent in so many seconds, all of them acknowledged. */
async function run({ discord, people }: Crowd, what: 'show' | 'picture', seconds: number): Promise<number[]> {
  const count = PER_SECOND * seconds;
  const sentAt = new Map<string, number>();
  const took: number[] = [];
  const all = Promise.withResolvers<void>();
  const unsubscribe = discord.on('request', ({ path, status }) => {
    const sent = sentAt.get(CALLBACK.exec(path)?.[1] ?? '');
    if (sent === undefined) return;
    if (status >= 300) return all.reject(new Error(`An acknowledgement was refused with status ${status}.`));
    took.push(performance.now() - sent);
    if (took.length === count) all.resolve();
  });
  const startedAt = performance.now();
  for (let sent = 0; sent < count; await wait(1)) {
    for (const due = ((performance.now() - startedAt) / 1000) * PER_SECOND; sent < Math.min(due, count); sent += 1) {
      const person = people[sent % people.length];
      // Forged, because the bare bot has registered no commands.
      const handle =
        what === 'show'
          ? person?.command('krea-budget show', {}, { forged: true })
          : person?.command('krea', { prompt: 'a heron' }, { forged: true });
      if (handle !== undefined) sentAt.set(handle.id, performance.now());
    }
  }
  const patience = setTimeout(
    () => all.reject(new Error(`Only ${took.length} of ${count} interactions were acknowledged.`)),
    PATIENCE_MS,
  );
  await all.promise;
  clearTimeout(patience);
  unsubscribe();
  discord.clearRequests();
  return took;
}

function latency(windows: readonly (readonly number[])[]): Latency {
  const over = (share: number): number => median(windows.map((window) => percentile(window, share)));
  return { p50: over(0.5), p99: over(0.99) };
}
