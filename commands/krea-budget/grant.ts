import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { amountSchema, lifeSchema, reasonSchema } from './amounts.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const optionsSchema = z.strictObject({ amount: amountSchema, lasts: lifeSchema, reason: reasonSchema });

/** `grant`: a raise of the server's cap that ends by itself. */
export function grantSubcommand({ budget }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'grant',
      description: 'Raise the budget for a while',
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'amount',
          description: 'Dollars on top, such as 5 or 12.50',
          required: true,
          max_length: 20,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'lasts',
          description: 'How long: 12h, 3d, 2w',
          required: true,
          max_length: 10,
        },
        { type: ApplicationCommandOptionType.String, name: 'reason', description: 'Kept in the log', max_length: 200 },
      ],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ amount, lasts, reason }, visitor) => {
        const outcome = await budget.grant(visitor, amount, visitor.arrivedAt + lasts, reason ?? null);
        return 'refused' in outcome
          ? outcome
          : { say: textMessage(`Done.\n\n${wording.budget.describeBudget(outcome)}`) };
      }),
  };
}
