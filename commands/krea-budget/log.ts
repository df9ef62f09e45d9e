import { ApplicationCommandOptionType } from 'discord.js';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { describeAudit } from '../../src/discord/wording/audit.ts';
import { noOptions, readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

/** `log`: who changed what, before and after, and why. */
export function logSubcommand({ budget }: App): Subcommand {
  return {
    definition: { type: ApplicationCommandOptionType.Subcommand, name: 'log', description: 'Who changed what, before and after, and why' },
    read: (options) =>
      readOptions(noOptions, options, async (_, visitor) => {
        const outcome = await budget.log(visitor);
        return 'refused' in outcome ? outcome : { say: textMessage(describeAudit(outcome.entries)) };
      }),
  };
}
