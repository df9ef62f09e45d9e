import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits } from 'discord.js';

import type { App } from '../src/app/app.ts';
import type { Command } from '../src/discord/command.ts';
import { alertsSubcommand } from './krea-budget/alerts.ts';
import { channelsSubcommand } from './krea-budget/channels.ts';
import { explainSubcommand } from './krea-budget/explain.ts';
import { exportSubcommand } from './krea-budget/export.ts';
import { grantSubcommand } from './krea-budget/grant.ts';
import { limitSubcommand } from './krea-budget/limits.ts';
import { logSubcommand } from './krea-budget/log.ts';
import { moderatorsSubcommand } from './krea-budget/moderators.ts';
import { pauseSubcommand } from './krea-budget/pause.ts';
import { reportSubcommand } from './krea-budget/report.ts';
import { resolveSubcommand } from './krea-budget/resolve.ts';
import { setSubcommand } from './krea-budget/set.ts';
import { showSubcommand } from './krea-budget/show.ts';

/** `/krea-budget`: what the server may spend on pictures, and who may spend it; one file per subcommand. */
export function kreaBudgetCommand(app: App): Command {
  const subcommands = [
    showSubcommand(app),
    setSubcommand(app),
    limitSubcommand(app, 'member'),
    limitSubcommand(app, 'role'),
    explainSubcommand(app),
    grantSubcommand(app),
    pauseSubcommand(app, 'pause'),
    pauseSubcommand(app, 'resume'),
    channelsSubcommand(app),
    moderatorsSubcommand(app),
    alertsSubcommand(app),
    logSubcommand(app),
    exportSubcommand(app),
    reportSubcommand(app),
    resolveSubcommand(app),
  ];
  const byName = new Map(subcommands.map((subcommand) => [subcommand.definition.name, subcommand]));

  return {
    definition: {
      type: ApplicationCommandType.ChatInput,
      name: 'krea-budget',
      description: 'What this server may spend on pictures, and who may spend it',
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild],
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      options: subcommands.map(({ definition }) => definition),
    },
    read: (_visitor, options) => byName.get(options.subcommand ?? '')?.read(options) ?? { refused: { kind: 'unknown-control' } },
    suggest: async (visitor, { text, subcommand }) => byName.get(subcommand ?? '')?.suggest?.(text, visitor) ?? [],
  };
}
