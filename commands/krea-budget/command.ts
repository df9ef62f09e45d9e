import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';

import type { App } from '../../src/app/app.ts';
import type { Command } from '../../src/discord/interactions/command.ts';
import { wording } from '../../src/wording/wording.ts';
import { alertsSubcommand } from './alerts.ts';
import { channelsSubcommand } from './channels.ts';
import { explainSubcommand } from './explain.ts';
import { exportSubcommand } from './export.ts';
import { grantSubcommand } from './grant.ts';
import { limitSubcommand } from './limits.ts';
import { logSubcommand } from './log.ts';
import { moderatorsSubcommand } from './moderators.ts';
import { pauseSubcommand } from './pause.ts';
import { reportSubcommand } from './report.ts';
import { resolveSubcommand } from './resolve.ts';
import { setSubcommand } from './set.ts';
import { showSubcommand } from './show.ts';

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
      description: wording.commands.kreaBudget.description,
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild],
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      options: subcommands.map(({ definition }) => definition),
    },
    read: (_visitor, options) =>
      byName.get(options.subcommand ?? '')?.read(options) ?? { refused: { kind: 'unknown-control' } },
    suggest: async (visitor, { text, subcommand }) => byName.get(subcommand ?? '')?.suggest?.(text, visitor) ?? [],
  };
}
