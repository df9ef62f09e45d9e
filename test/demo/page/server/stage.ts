import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startDiscord } from '../../../sandbox/discord/index.ts';
import type { DiscordSandbox } from '../../../sandbox/discord/index.ts';
import { keepBot } from './bot-keeper.ts';
import type { BotKeeper } from './bot-keeper.ts';
import { createCalls } from './calls.ts';
import type { Calls } from './calls.ts';
import { createCast } from './cast.ts';
import type { Cast } from './cast.ts';
import { createCommandNames } from './command-names.ts';
import { openKrea } from './krea-side.ts';
import type { KreaSide } from './krea-side.ts';
import { createPulse } from './pulse.ts';
import type { Pulse } from './pulse.ts';

/** The amounts that the page plays with: small enough that a budget runs out within a few pictures. */
const BUDGETS = {
  DEFAULT_GUILD_BUDGET_USD: '0.20',
  MAX_GUILD_BUDGET_USD: '100',
  TOTAL_BUDGET_USD: '250',
  DM_BUDGET_USD: '0.10',
};

/** Until the bot is on the gateway; a restart may take its time on a busy machine. */
const START_MS = 60_000;
const RESTART_MS = 600_000;

export interface StageOptions {
  /** A token for the real Krea, which then paints for real money. */
  kreaToken?: string | undefined;
  /** Keeps the database after the end. */
  keepFolder?: boolean;
  /** Milliseconds that the local Krea takes for any picture. */
  paintingMs?: number;
  /** The page's port; a free one unless told. */
  port?: number;
  /** The longer side of the local Krea's pictures, in pixels. */
  pictureSize?: number;
  settings?: Record<string, string>;
}

/** Everything behind the page: a local Discord with people in it, a Krea, and the real bot in between. */
export interface Stage {
  discord: DiscordSandbox;
  krea: KreaSide;
  bot: BotKeeper;
  cast: Cast;
  calls: Calls;
  /** Beats whenever something may have changed. */
  pulse: Pulse;
  /** The name of the command an interaction used. */
  commandName(interactionId: string): string | null;
  ceilings: { defaultGuild: string; maxGuild: string; direct: string };
  databaseUrl: string;
  folder: string;
  close(): Promise<void>;
}

/** Opens the stage and waits until the bot is on it; what was opened is closed again when that fails. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'krea-demo-'));
  stack.defer(async () => {
    if (options.keepFolder !== true) await rm(folder, { recursive: true, force: true });
  });
  const discord = await startDiscord();
  stack.defer(() => discord.stop());
  const krea = await openKrea(options.kreaToken, discord.cdnHost, options);
  stack.defer(() => krea.stop());
  const pulse = createPulse();
  stack.defer(async () => pulse.stop());
  const calls = createCalls(discord, krea.sandbox, pulse.beat);
  const commandName = createCommandNames(discord);
  const cast = createCast(discord);
  for (const event of ['messageCreate', 'messageUpdate', 'messageDelete', 'interaction', 'gateway'] as const)
    discord.on(event, pulse.beat);
  krea.sandbox?.on('job', pulse.beat);

  const databaseUrl = `sqlite:${join(folder, 'krea.db')}`;
  const budgets = { ...BUDGETS, ...options.settings };
  const bot = keepBot(
    {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DATABASE_URL: databaseUrl,
      ALLOWED_GUILDS: '*',
      ...krea.settings,
      ...budgets,
    },
    { ready: async () => discord.waitForBot({ commands: 3 }, { deadlineMs: RESTART_MS }), onChange: pulse.beat },
  );
  stack.defer(() => bot.stop());
  await discord.waitForBot({ commands: 3 }, { deadlineMs: START_MS });

  const owned = stack.move();
  return {
    discord,
    krea,
    bot,
    cast,
    calls,
    pulse,
    commandName,
    ceilings: {
      defaultGuild: budgets.DEFAULT_GUILD_BUDGET_USD,
      maxGuild: budgets.MAX_GUILD_BUDGET_USD,
      direct: budgets.DM_BUDGET_USD,
    },
    databaseUrl,
    folder,
    close: () => owned.disposeAsync(),
  };
}
