import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { idSchema } from './ids.ts';
import { NO_MEMBER, readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const words = wording.commands.kreaBudget.explain;

const optionsSchema = z.strictObject({ who: idSchema });

/** `explain`: what a member may do, and which rule says so. */
export function explainSubcommand({ budget }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'explain',
      description: words.description,
      options: [{ type: ApplicationCommandOptionType.User, name: 'who', description: words.who, required: true }],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ who }, visitor) => {
        if (!options.memberRoles.has(who)) return { refused: NO_MEMBER };
        const outcome = await budget.explain(visitor, { userId: who, roleIds: options.memberRoles.get(who) ?? [] });
        return 'refused' in outcome ? outcome : { say: textMessage(wording.budget.describeExplanation(who, outcome)) };
      }),
  };
}
