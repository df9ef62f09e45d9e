import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startBotProcess } from '../../e2e/bot-process.ts';
import type { BotProcess } from '../../e2e/bot-process.ts';
import { startDiscord } from '../../sandbox/discord/index.ts';
import type { Actor, DiscordSandbox } from '../../sandbox/discord/index.ts';
import { startKrea } from '../../sandbox/krea/index.ts';
import type { KreaOptions, KreaSandbox } from '../../sandbox/krea/index.ts';

/** Somebody in the server, acting in its channel. */
export interface Person {
  id: string;
  name: string;
  actor: Actor;
}

/** A local Discord with one server, a local Krea, and the real bot between them. */
export interface LocalWorld {
  discord: DiscordSandbox;
  krea: KreaSandbox;
  guildId: string;
  channelId: string;
  /** The server's owner, who may set its budget. */
  moderator: Person;
  /** Members without special permissions. */
  members: { mia: Person; ben: Person };
  databaseUrl: string;
  /** Where the database is. */
  folder: string;
  bot(): BotProcess;
  /** Starts the bot over the same database and waits until it is on the gateway. */
  startBot(): Promise<void>;
  /** Ends everything; the folder goes too, unless it is to be kept. */
  close(): Promise<void>;
}

export interface LocalWorldOptions {
  krea?: KreaOptions;
  /** Settings of the bot besides those that lead it to this world. */
  settings?: Record<string, string>;
  keepFolder?: boolean;
  /** Ends the bot at once; opening fails when that comes before it is up. */
  signal?: AbortSignal;
}

/** Builds the world and starts the bot in it; what was opened is closed again when that fails. */
export async function openLocalWorld(options: LocalWorldOptions = {}): Promise<LocalWorld> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'krea-demo-'));
  stack.defer(async () => {
    if (options.keepFolder !== true) await rm(folder, { recursive: true, force: true });
  });
  const discord = await startDiscord();
  stack.defer(() => discord.stop());
  const krea = await startKrea(options.krea);
  stack.defer(() => krea.stop());

  const moderatorUser = discord.world.addUser({ name: 'olga', globalName: 'Olga' });
  const guild = discord.world.addGuild({ name: 'Lantern House', ownerId: moderatorUser.id });
  const channel = discord.world.addChannel(guild.id, { name: 'pictures' });
  const person = (id: string, name: string): Person => ({ id, name, actor: discord.as(id, { channelId: channel.id }) });
  const member = (name: string): Person => {
    const user = discord.world.addUser({ name: name.toLowerCase(), globalName: name });
    discord.world.addMember(guild.id, user.id);
    return person(user.id, name);
  };

  const databaseUrl = `sqlite:${join(folder, 'krea.db')}`;
  let bot: BotProcess | undefined;
  stack.defer(async () => bot?.kill());
  options.signal?.addEventListener('abort', () => bot?.child.kill('SIGKILL'));
  const running = (): BotProcess => {
    if (bot === undefined) throw new Error('The bot was not started yet.');
    return bot;
  };

  async function startBot(): Promise<void> {
    options.signal?.throwIfAborted();
    bot = startBotProcess({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      KREA_API_TOKEN: krea.token,
      KREA_API_URL: krea.url,
      DATABASE_URL: databaseUrl,
      TRUSTED_MEDIA_HOSTS: `${discord.cdnHost},${krea.mediaHost}`,
      ALLOWED_GUILDS: '*',
      ...options.settings,
    });
    await Promise.race([discord.waitForBot({ commands: 4 }), diesEarly(bot)]);
  }
  await startBot();

  const owned = stack.move();
  return {
    discord,
    krea,
    guildId: guild.id,
    channelId: channel.id,
    moderator: person(moderatorUser.id, 'Olga'),
    members: { mia: member('Mia'), ben: member('Ben') },
    databaseUrl,
    folder,
    bot: running,
    startBot,
    close: () => owned.disposeAsync(),
  };
}

/** Rejects when the bot ends before it is up: waiting for it would only take longer to say less. */
async function diesEarly({ child }: BotProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error(`The bot ended while it was starting (${child.signalCode ?? `exit code ${child.exitCode}`}).`);
}
