import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { z } from 'zod';

import type { App } from '../src/app/app.ts';
import type { Command } from '../src/discord/command.ts';
import { textMessage } from '../src/discord/render/rendered.ts';
import { describeBudget, describeBudgetChange } from '../src/discord/wording/budget.ts';

const setSchema = z.strictObject({ amount: z.string().max(20) });
const showSchema = z.strictObject({});

/** `/krea-budget`: what the server may spend on pictures, shown to and set by those who manage it. */
export function kreaBudgetCommand(app: App): Command {
  return {
    definition: {
      type: ApplicationCommandType.ChatInput,
      name: 'krea-budget',
      description: 'What this server may spend on pictures',
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild],
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      options: [
        { type: ApplicationCommandOptionType.Subcommand, name: 'show', description: 'What is spent, reserved and left this month' },
        {
          type: ApplicationCommandOptionType.Subcommand,
          name: 'set',
          description: 'Set what this server may spend a month (needs Manage Server)',
          options: [
            { type: ApplicationCommandOptionType.String, name: 'amount', description: 'Dollars a month, such as 5 or 12.50', required: true, max_length: 20 },
          ],
        },
      ],
    },

    read(_visitor, { subcommand, values }) {
      if (subcommand === 'set') {
        const parsed = setSchema.safeParse(values);
        if (!parsed.success) return { refused: { kind: 'invalid-amount' } };
        return {
          isPrivate: true,
          async run(visitor) {
            const outcome = await app.budget.set(visitor, parsed.data.amount);
            return 'refused' in outcome ? outcome : { say: textMessage(describeBudgetChange(outcome.before, outcome.state)) };
          },
        };
      }
      if (subcommand !== 'show' || !showSchema.safeParse(values).success) return { refused: { kind: 'unknown-control' } };
      return {
        isPrivate: true,
        async run(visitor) {
          const outcome = await app.budget.show(visitor);
          return 'refused' in outcome ? outcome : { say: textMessage(describeBudget(outcome.state)) };
        },
      };
    },
  };
}
