import { Client, Routes } from 'discord.js';
import type { ChatInputCommandInteraction, Interaction } from 'discord.js';

import { startDiscord } from './index.ts';
import type { Actor, DiscordOptions, DiscordSandbox } from './index.ts';

/** A 3 × 2 PNG. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARBAKAB/uAf/7M2ZXAAAAAElFTkSuQmCC',
  'base64',
);

/** One server with one channel and one member, and a discord.js client logged in to it. */
export type Stage = {
  readonly discord: DiscordSandbox;
  readonly client: Client<true>;
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly here: Actor;
  stop(): Promise<void>;
};

export type StageOptions = DiscordOptions & {
  readonly commands?: readonly object[];
  readonly intents?: number;
  readonly retries?: number;
};

/** Starts a local Discord with a bot on it. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const discord = await startDiscord({ deadlineMs: 5000, ...options });
  const user = discord.world.addUser({ name: 'ann' });
  const guild = discord.world.addGuild({ name: 'Studio' });
  const channel = discord.world.addChannel(guild.id);
  discord.world.addMember(guild.id, user.id);
  const client = await login(discord, options);
  const { commands = [{ name: 'draw', description: 'Draws' }] } = options;
  await client.rest.put(Routes.applicationCommands(discord.applicationId), { body: commands });
  return {
    discord,
    client,
    guildId: guild.id,
    channelId: channel.id,
    userId: user.id,
    here: discord.as(user.id, { channelId: channel.id }),
    async stop() {
      await client.destroy();
      await discord.stop();
    },
  };
}

/** A discord.js client as the bot makes it. */
export async function login(
  discord: DiscordSandbox,
  options: Pick<StageOptions, 'intents' | 'retries'> = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: options.intents ?? 0,
    rest: { api: discord.apiUrl, retries: options.retries ?? 0 },
  });
  const ready = new Promise<Client<true>>((resolve) => {
    client.once('clientReady', resolve);
  });
  // A refused request of a handler is what many tests are about; the tests look at the sandbox's side of it.
  client.on('error', () => undefined);
  await client.login(discord.token);
  return ready;
}

/** Answers each slash command; what the handler throws is given to `caught`. */
export function onCommand(
  client: Client,
  handler: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
): { readonly caught: () => unknown[] } {
  return onInteraction(client, async (interaction) =>
    interaction.isChatInputCommand() ? handler(interaction) : undefined,
  );
}

/** Answers each interaction; what the handler throws is given to `caught`. */
export function onInteraction(
  client: Client,
  handler: (interaction: Interaction) => Promise<unknown>,
): { readonly caught: () => unknown[] } {
  const caught: unknown[] = [];
  client.on('interactionCreate', (interaction) => {
    handler(interaction).catch((error: unknown) => caught.push(error));
  });
  return { caught: () => caught };
}
