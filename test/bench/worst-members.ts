import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import sharp from 'sharp';

import { startBotProcess } from '../e2e/bot-process.ts';
import { startDiscord } from '../sandbox/discord/index.ts';
import type { Actor, DiscordSandbox } from '../sandbox/discord/index.ts';
import { startKrea } from '../sandbox/krea/index.ts';
import { residentBytes } from './processes.ts';

const REQUESTS = 20;
const SHOWS = 200;
const MEMBERS = 20;
const SAMPLE_MS = 25;
/** Until everything that was taken on is answered. */
const LIMIT_MS = 300_000;

/** Memory in bytes while members send the worst that they can. */
export interface WorstFigures {
  what: string;
  /** The most that the bot's own process held. */
  own: number;
  /** The most that it held together with the processes that it started, each page counted once. */
  all: number;
}

/** Measures a bot in a process of its own, one attack after the other. */
export async function measureWorstMembers(): Promise<WorstFigures[]> {
  await using stack = new AsyncDisposableStack();
  const discord = await startDiscord();
  stack.defer(() => discord.stop());
  const krea = await startKrea({ durationMs: 40 });
  stack.defer(() => krea.stop());
  const folder = await mkdtemp(join(tmpdir(), 'krea-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const bot = startBotProcess({
    ...(await containerMemory()),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    KREA_API_TOKEN: krea.token,
    KREA_API_URL: krea.url,
    ALLOWED_GUILDS: '*',
    DEFAULT_GUILD_BUDGET_USD: '100',
    DATABASE_URL: `sqlite:${join(folder, 'krea.db')}`,
    TRUSTED_MEDIA_HOSTS: `${discord.cdnHost},${krea.mediaHost}`,
  });
  stack.defer(() => bot.kill());
  await discord.waitForBot({ commands: 3 });
  const people = addPeople(discord);
  const pid = bot.child.pid ?? 0;

  const figures: WorstFigures[] = [];
  for (const [what, bytes] of await attacks()) {
    figures.push(await peakOf(pid, what, async () => attack(people, what, bytes)));
  }
  figures.push(await peakOf(pid, `${SHOWS} × /krea-show of four`, async () => showAll(people)));
  return figures;
}

/** How the container has memory given back. */
async function containerMemory(): Promise<Record<string, string>> {
  const image = await readFile(new URL('../../Dockerfile', import.meta.url), 'utf8');
  return Object.fromEntries(
    [...image.matchAll(/(MALLOC_\w+)=(\d+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

async function attacks(): Promise<[string, Uint8Array][]> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const photograph = sharp({ create: { width: 5000, height: 5000, channels: 3, background: '#000', noise } });
  return [
    ['14 MB JPEGs', await photograph.jpeg({ quality: 80 }).toBuffer()],
    [
      '49-megapixel PNGs',
      await sharp({
        create: { width: 7000, height: 7000, channels: 4, background: { r: 120, g: 120, b: 120, alpha: 0.5 } },
      })
        .png()
        .toBuffer(),
    ],
    ['51-megapixel HEICs', await readFile(new URL('../media/fixtures/51-megapixels.heic', import.meta.url))],
  ];
}

function addPeople(discord: DiscordSandbox): Actor[] {
  const guild = discord.world.addGuild();
  const channel = discord.world.addChannel(guild.id);
  return Array.from({ length: MEMBERS }, () => {
    const user = discord.world.addUser();
    discord.world.addMember(guild.id, user.id);
    return discord.as(user.id, { channelId: channel.id });
  });
}

/** One member sends many requests with four files, and two others one each. */
async function attack(people: readonly Actor[], what: string, bytes: Uint8Array): Promise<void> {
  const files = Object.fromEntries(
    [1, 2, 3, 4].map((place) => [`reference${place}`, { name: `${place}.jpg`, bytes: Buffer.from(bytes) }]),
  );
  const [greedy, ...others] = people;
  if (greedy === undefined) throw new Error('There are people.');
  const senders = [...Array.from({ length: REQUESTS }, () => greedy), ...others.slice(0, 2)];
  await Promise.all(
    senders.map(async (person) =>
      answered(person.command('krea', { prompt: what }, { attachments: files, forged: true })),
    ),
  );
}

/** Everybody has one result of four pictures shown again and again, all at once. */
async function showAll(people: readonly Actor[]): Promise<void> {
  const [first] = people;
  if (first === undefined) throw new Error('There are people.');
  const result = await first
    .command('krea', { prompt: 'four herons', count: 4 })
    .message(({ pictures }) => pictures.length === 4);
  const id = /id:(\d+)/.exec(result.text)?.[1] ?? '';
  await Promise.all(
    Array.from({ length: SHOWS }, async (_, n) =>
      answered((people[n % MEMBERS] ?? first).command('krea-show', { id })),
    ),
  );
}

async function answered(handle: ReturnType<Actor['command']>): Promise<void> {
  await handle.message(({ loading }) => !loading, { deadlineMs: LIMIT_MS });
}

/** The most memory that was seen while the work was done. */
async function peakOf(pid: number, what: string, work: () => Promise<void>): Promise<WorstFigures> {
  const most = { what, own: 0, all: 0 };
  const done = new AbortController();
  const watching = (async () => {
    while (!done.signal.aborted) {
      most.own = Math.max(most.own, await residentBytes(pid));
      most.all = Math.max(most.all, await treeBytes(pid));
      await wait(SAMPLE_MS);
    }
  })();
  try {
    await work();
  } finally {
    done.abort();
    await watching;
  }
  return most;
}

/** The memory of a process and of all that it started, shared pages divided among those that share them. */
async function treeBytes(pid: number): Promise<number> {
  try {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    const own = Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
    const threads = await readdir(`/proc/${pid}/task`);
    const children = await Promise.all(
      threads.map(async (thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')),
    );
    const below = await Promise.all(
      children
        .join(' ')
        .split(' ')
        .filter((child) => child !== '')
        .map(async (child) => treeBytes(Number(child))),
    );
    return below.reduce((sum, bytes) => sum + bytes, own);
  } catch {
    // It ended while it was looked at.
    return 0;
  }
}
