import { ApplicationCommandOptionType } from 'discord.js';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { noOptions, readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

/** `show`: cap, spent, held, left, pace and forecast. */
export function showSubcommand({ budget }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'show',
      description: wording.commands.kreaBudget.show,
    },
    read: (options) =>
      readOptions(noOptions, options, async (_, visitor) => {
        const outcome = await budget.show(visitor);
        return 'refused' in outcome ? outcome : { say: textMessage(wording.budget.describeBudget(outcome)) };
      }),
  };
}
