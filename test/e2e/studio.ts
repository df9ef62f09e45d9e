import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, beforeEach } from 'vitest';

import { startDiscord } from '../sandbox/discord/index.ts';
import type {
  Actor,
  DiscordOptions,
  DiscordSandbox,
  InteractionHandle,
  MessageView,
} from '../sandbox/discord/index.ts';
import { startKrea } from '../sandbox/krea/index.ts';
import type { KreaOptions, KreaSandbox } from '../sandbox/krea/index.ts';
import { startBotProcess } from './bot-process.ts';
import type { BotProcess } from './bot-process.ts';
import { WARM } from './warm-start.ts';

/** A local Discord with one server, a local Krea, and the bot between them as its own process. */
export interface Studio extends AsyncDisposable {
  discord: DiscordSandbox;
  krea: KreaSandbox;
  guildId: string;
  channelId: string;
  /** The server's owner, who may do everything. */
  owner: Actor;
  /** A member without special permissions. */
  member: Actor;
  memberId: string;
  databasePath: string;
  /** Adds another plain member who acts in the server's channel. */
  newMember(name: string): Actor;
  bot(): BotProcess;
  /** With which the bot is started, for those who start another. */
  settings: Record<string, string>;
  /** Starts the bot again, after it was killed or stopped, over the same database. */
  restart(settings?: Record<string, string>): Promise<void>;
}

export interface StudioOptions {
  krea?: KreaOptions;
  discord?: DiscordOptions;
  settings?: Record<string, string>;
  /** Lets the bot's long waits pass so many times faster, and its wall clock be set. */
  hurry?: number;
}

/** Starts everything; disposing of it ends everything. */
export async function openStudio(options: StudioOptions = {}): Promise<Studio> {
  const discord = await startDiscord(options.discord);
  const krea = await startKrea({ durationMs: 200, pictureSize: 64, ...options.krea });
  const folder = await mkdtemp(join(tmpdir(), 'krea-e2e-'));
  const databasePath = join(folder, 'krea.db');
  const owner = discord.world.addUser({ name: 'olga' });
  const guild = discord.world.addGuild({ name: 'Studio', ownerId: owner.id });
  const channel = discord.world.addChannel(guild.id, { name: 'pictures' });
  const place = { channelId: channel.id };

  function addMember(name: string): string {
    const user = discord.world.addUser({ name });
    discord.world.addMember(guild.id, user.id);
    return user.id;
  }

  const settings: Record<string, string> = {
    ...WARM,
    DISCORD_TOKEN: discord.token,
    KREA_API_TOKEN: krea.token,
    DISCORD_API_URL: discord.apiUrl,
    KREA_API_URL: krea.url,
    DATABASE_URL: `sqlite:${databasePath}`,
    TRUSTED_MEDIA_HOSTS: `${discord.cdnHost},${krea.mediaHost}`,
    KREA_POLL_INTERVAL_MS: '100',
    LOG_LEVEL: 'debug',
    // Tests add servers of other owners; who may spend at all is told in access.test.ts.
    ALLOWED_GUILDS: '*',
    ...options.settings,
  };
  const pace = options.hurry === undefined ? {} : { hurry: options.hurry };
  let bot = startBotProcess(settings, pace);
  await discord.waitForBot({ commands: 4 });
  const memberId = addMember('mia');

  return {
    discord,
    krea,
    guildId: guild.id,
    channelId: channel.id,
    owner: discord.as(owner.id, place),
    member: discord.as(memberId, place),
    memberId,
    databasePath,
    newMember: (name) => discord.as(addMember(name), place),
    bot: () => bot,
    settings,
    async restart(changed = {}) {
      bot = startBotProcess({ ...settings, ...changed }, pace);
      await discord.waitForBot({ commands: 4 }).catch((error: unknown) => {
        throw new Error(`The bot did not come up; it said last:\n${bot.lines.slice(-SHOWN_LOG_LINES).join('\n')}`, {
          cause: error,
        });
      });
    },
    async [Symbol.asyncDispose]() {
      await bot.kill();
      await discord.stop();
      await krea.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A message that shows finished pictures. */
export function hasPictures(count: number): (message: MessageView) => boolean {
  return (message) => message.pictures.length === count;
}

const SHOWN_LOG_LINES = 60;

/** A wait in vain fails with its explanation well before the test runs out of time. */
const WAIT_MS = 60_000;

/** One studio for all tests of a file, ended after them; when a test fails, the bot's last log lines are printed. */
export function shareStudio(options: StudioOptions = {}): () => Studio {
  let studio: Studio | undefined;
  const get = (): Studio => {
    if (studio === undefined) throw new Error('The studio opens before the first test.');
    return studio;
  };
  beforeAll(async () => {
    studio = await openStudio({ ...options, discord: { deadlineMs: WAIT_MS, ...options.discord } });
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => printLog(get())));
  afterAll(async () => studio?.[Symbol.asyncDispose]());
  return get;
}

/** Prints what the bot logged last, for tests that failed. */
function printLog(studio: Studio): void {
  process.stderr.write(`${studio.bot().lines.slice(-SHOWN_LOG_LINES).join('\n')}\n`);
}

/** A server of its own, with its own budget: tests that share a studio do not spend each other's money. */
export interface Server {
  guildId: string;
  channelId: string;
  owner: Actor;
  member: Actor;
  /** Adds a plain member who acts in the server's first channel. */
  newMember(name: string): Actor;
}

/** Adds a server with one channel, its owner and one plain member. */
export function addServer({ discord }: Studio, name: string): Server {
  const owner = discord.world.addUser({ name: `owner-of-${name}` });
  const guild = discord.world.addGuild({ name, ownerId: owner.id });
  const place = { channelId: discord.world.addChannel(guild.id, { name: 'pictures' }).id };
  const newMember = (memberName: string): Actor => {
    const user = discord.world.addUser({ name: memberName });
    discord.world.addMember(guild.id, user.id);
    return discord.as(user.id, place);
  };
  return {
    guildId: guild.id,
    ...place,
    owner: discord.as(owner.id, place),
    member: newMember(`member-of-${name}`),
    newMember,
  };
}

/** What the bot says to the one person alone who used it, be it the answer or a follow-up. */
export async function privateAnswer(handle: InteractionHandle): Promise<MessageView> {
  return handle.message((message) => message.ephemeral && !message.loading && message.text !== '');
}
