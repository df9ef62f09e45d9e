import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { idSchema } from './ids.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const optionsSchema = z.strictObject({ role: idSchema.optional() });

/** `moderators`: the role that may do with the budget what Manage Server allows. */
export function moderatorsSubcommand({ budget }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'moderators',
      description: 'Name a role that may manage the budget beside Manage Server; none without the option',
      options: [{ type: ApplicationCommandOptionType.Role, name: 'role', description: 'Which role' }],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ role }, visitor) => {
        // Discord leaves @everyone out of the roles that a member has: it would let nobody in, and it should not.
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
        const who =
          outcome.roleId === null ? 'Only Manage Server allows' : `<@&${outcome.roleId}> may, beside Manage Server,`;
        const hint =
          'Discord shows /krea-budget to people with Manage Server; allow it for the role under Server Settings, Integrations.';
        return {
          say: textMessage(
            `${wording.budget.doneWords(outcome.isChanged)} ${who} ${outcome.roleId === null ? 'managing' : 'manage'} the budget. ${outcome.roleId === null ? '' : hint}`.trim(),
          ),
        };
      }),
  };
}
