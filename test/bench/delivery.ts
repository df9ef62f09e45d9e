import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

import { startBotProcess } from '../e2e/bot-process.ts';
import { startDiscord } from '../sandbox/discord/index.ts';
import type { Actor, DiscordSandbox } from '../sandbox/discord/index.ts';
import { startKrea } from '../sandbox/krea/index.ts';
import type { KreaSandbox } from '../sandbox/krea/index.ts';
import { prepareParcels } from './parcels.ts';
import { startScript } from './processes.ts';
import { median } from './statistics.ts';

const PICTURES = 50;
/** As many uploads at once as the bot allows itself. */
const AT_ONCE = 8;
const REST_MS = 500;

/** Milliseconds until fifty finished pictures stand in Discord: medians over the rounds. */
export interface DeliveryFigures {
  /** From the first answer that told the bot of a finished job. */
  ours: number;
  /** A loop that downloads and uploads the same bytes with discord.js, as many at once. */
  bare: number;
  bytesEach: number;
}

/** Has fifty pictures delivered at once, by the bot and by a bare loop in turns. The first round only warms up. */
export async function measureDelivery({ rounds }: { rounds: number }): Promise<DeliveryFigures> {
  await using stack = new AsyncDisposableStack();
  const discord = await startDiscord();
  stack.defer(() => discord.stop());
  const krea = await startKrea({ manual: true, concurrency: 4 * PICTURES });
  stack.defer(() => krea.stop());
  const folder = await mkdtemp(join(tmpdir(), 'krea-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const databasePath = join(folder, 'krea.db');
  const courier = stack.use(startScript('bare-courier.ts'));
  await courier.hears();
  const guild = discord.world.addGuild();
  const channel = discord.world.addChannel(guild.id);
  const user = discord.world.addUser();
  discord.world.addMember(guild.id, user.id);
  const person = discord.as(user.id, { channelId: channel.id });
  const bot = startBotProcess(await settings(discord, krea, databasePath));
  stack.defer(() => bot.kill());
  await discord.waitForBot({ commands: 3 });

  const took = { ours: new Array<number>(), bare: new Array<number>() };
  let bytesEach = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const jobs = await askForPictures(krea, person);
    const parcels = await prepareParcels(discord, krea, person, jobs);
    bytesEach = parcels.bytesEach;
    const runs = {
      bare: async () => {
        const done = courier.hears();
        const startedAt = performance.now();
        courier.send({ parcels: parcels.list, atOnce: AT_ONCE });
        const endedAt = await lastUpload(discord);
        await done;
        return endedAt - startedAt;
      },
      ours: async () => {
        const told = firstAnswer(krea);
        const uploaded = lastUpload(discord);
        for (const id of jobs) krea.complete(id);
        return (await uploaded) - (await told);
      },
    };
    for (const side of round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const)) {
      const milliseconds = await runs[side]();
      if (round > 0) took[side].push(milliseconds);
      await wait(REST_MS);
    }
    forgetPictures(databasePath);
    discord.clearRequests();
  }
  return { ours: median(took.ours), bare: median(took.bare), bytesEach };
}

async function settings(
  discord: DiscordSandbox,
  krea: KreaSandbox,
  databasePath: string,
): Promise<Record<string, string>> {
  const port = await freePort();
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    KREA_API_TOKEN: krea.token,
    KREA_API_URL: krea.url,
    ALLOWED_GUILDS: '*',
    DATABASE_URL: `sqlite:${databasePath}`,
    TRUSTED_MEDIA_HOSTS: krea.mediaHost,
    KREA_MAX_IN_FLIGHT: String(PICTURES),
    DEFAULT_GUILD_BUDGET_USD: '1000',
    MAX_GUILD_BUDGET_USD: '1000',
    TOTAL_BUDGET_USD: '1000',
    // Called by Krea, the bot hears of all fifty at once; by looking it would hear of them one after the other.
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
}

/**
 * The ids of fifty jobs at Krea, in work for the bot; the same fifty pictures each time, as large as real ones (1.4
 * MB).
 */
async function askForPictures(krea: KreaSandbox, person: Actor): Promise<string[]> {
  const known = new Set(krea.jobs().map(({ id }) => id));
  for (let seed = 0; seed < PICTURES; seed += 1) person.command('krea', { prompt: 'aurora in soft light', seed });
  const fresh = (): string[] =>
    krea
      .jobs()
      .map(({ id }) => id)
      .filter((id) => !known.has(id));
  return await krea.waitFor(() => (fresh().length === PICTURES ? fresh() : undefined), { what: 'fifty jobs' });
}

/** When Krea first said that a job is completed. */
async function firstAnswer(krea: KreaSandbox): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const unsubscribe = krea.on('request', ({ method, path }) => {
    if (method === 'GET' && path.startsWith('/jobs/')) resolve(performance.now());
  });
  return await promise.finally(unsubscribe);
}

/** When the fiftieth edit with a picture was received, counted from now on. */
async function lastUpload(discord: DiscordSandbox): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  let count = 0;
  const unsubscribe = discord.on('request', ({ method, files, status }) => {
    if (method === 'PATCH' && files.length > 0 && status === 200) count += 1;
    if (count === PICTURES) resolve(performance.now());
  });
  return await promise.finally(unsubscribe);
}

/** The next round's pictures are the same: without this the bot would have them already. */
function forgetPictures(databasePath: string): void {
  // The bot may be writing.
  const database = new DatabaseSync(databasePath, { timeout: 10_000 });
  database.exec('pragma foreign_keys = off; delete from blob');
  database.close();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
