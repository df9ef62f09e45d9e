import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { idSchema } from './ids.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const words = wording.commands.kreaBudget.moderators;

const optionsSchema = z.strictObject({ role: idSchema.optional() });

/** `moderators`: the role that may do with the budget what Manage Server allows. */
export function moderatorsSubcommand({ budget }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'moderators',
      description: words.description,
      options: [{ type: ApplicationCommandOptionType.Role, name: 'role', description: words.role }],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ role }, visitor) => {
        // Discord leaves @everyone out of the roles that a member has: naming it would change nothing, and it should
        // not.
        if (role === visitor.wallet.id)
          return {
            refused: {
              kind: 'invalid-option',
              option: 'role',
              rule: { kind: 'everyone-moderating' },
            },
          };
        const outcome = await budget.moderators(visitor, role ?? null);
        if ('refused' in outcome) return outcome;
        return { say: textMessage(wording.budget.describeModeratorsChange(outcome.isChanged, outcome.roleId)) };
      }),
  };
}
