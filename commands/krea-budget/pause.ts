import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { reasonOption, reasonSchema } from './reason.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const optionsSchema = z.strictObject({ reason: reasonSchema });

/** `pause` and `resume`: the kill switch. */
export function pauseSubcommand({ budget }: App, name: 'pause' | 'resume'): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name,
      description: wording.commands.kreaBudget[name],
      options: [reasonOption],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ reason }, visitor) => {
        const outcome = await budget.pause(visitor, name === 'pause', reason ?? null);
        return 'refused' in outcome
          ? outcome
          : {
              say: textMessage(wording.budget.describeDone(outcome.isChanged, outcome)),
            };
      }),
  };
}
