import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startDiscord } from '../sandbox/discord/index.ts';
import type { Actor, DiscordOptions, DiscordSandbox, MessageView } from '../sandbox/discord/index.ts';
import { startKrea } from '../sandbox/krea/index.ts';
import type { KreaOptions, KreaSandbox } from '../sandbox/krea/index.ts';
import { startBotProcess } from './bot-process.ts';
import type { BotProcess } from './bot-process.ts';

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
  /** Starts the bot again, after it was killed or stopped, over the same database. */
  restart(settings?: Record<string, string>): Promise<void>;
}

export interface StudioOptions {
  krea?: KreaOptions;
  discord?: DiscordOptions;
  settings?: Record<string, string>;
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

  const settings = {
    DISCORD_TOKEN: discord.token,
    KREA_API_TOKEN: krea.token,
    DISCORD_API_URL: discord.apiUrl,
    KREA_API_URL: krea.url,
    DATABASE_URL: `sqlite:${databasePath}`,
    TRUSTED_MEDIA_HOSTS: `${discord.cdnHost},${krea.mediaHost}`,
    KREA_POLL_INTERVAL_MS: '100',
    LOG_LEVEL: 'debug',
    ...options.settings,
  };
  let bot = startBotProcess(settings);
  await discord.waitForBot({ commands: 3 });
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
    async restart(changed = {}) {
      bot = startBotProcess({ ...settings, ...changed });
      await discord.waitForBot({ commands: 3 });
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
