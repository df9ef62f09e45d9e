import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { amountSchema, lifeSchema } from './amounts.ts';
import { reasonOption, reasonSchema } from './reason.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const words = wording.commands.kreaBudget.grant;

const optionsSchema = z.strictObject({ amount: amountSchema, lasts: lifeSchema, reason: reasonSchema });

/** `grant`: a raise of the server's cap that ends by itself. */
export function grantSubcommand({ budget }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'grant',
      description: words.description,
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'amount',
          description: words.amount,
          required: true,
          max_length: 20,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'lasts',
          description: words.lasts,
          required: true,
          max_length: 10,
        },
        reasonOption,
      ],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ amount, lasts, reason }, visitor) => {
        const outcome = await budget.grant(visitor, amount, visitor.arrivedAt + lasts, reason ?? null);
        return 'refused' in outcome ? outcome : { say: textMessage(wording.budget.describeDone(true, outcome)) };
      }),
  };
}
