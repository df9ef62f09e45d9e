import { ApplicationCommandOptionType, ChannelType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import type { PlainOptionRule } from '../../src/core/picture/option-rule.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { idSchema } from './ids.ts';
import { reasonOption, reasonSchema } from './reason.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

/** Shares in percent as people list them ("50, 80 %, 100"), each once, rising. */
const thresholdsSchema = z
  .string()
  .max(60)
  .transform((text, context) => {
    const parts = text.split(/[\s,;%]+/).filter((part) => part !== '');
    const numbers = [...new Set(parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 0)))].toSorted(
      (a, b) => a - b,
    );
    if (numbers.length > 0 && numbers.length <= 10 && numbers.every((one) => one >= 1 && one <= 100)) return numbers;
    context.addIssue('thresholds-unreadable' satisfies PlainOptionRule);
    return z.NEVER;
  });

const words = wording.commands.kreaBudget.alerts;

const optionsSchema = z.strictObject({
  channel: idSchema.optional(),
  role: idSchema.optional(),
  thresholds: thresholdsSchema.optional(),
  forecast: z.boolean().optional(),
  off: z.boolean().default(false),
  reason: reasonSchema,
});

/** `alerts`: where moderators hear about the budget and are asked for approvals, when, and who is mentioned. */
export function alertsSubcommand({ budget, alertReach }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'alerts',
      description: words.description,
      options: [
        {
          type: ApplicationCommandOptionType.Channel,
          name: 'channel',
          description: words.channel,
          channel_types: [
            ChannelType.GuildText,
            ChannelType.GuildAnnouncement,
            ChannelType.PublicThread,
            ChannelType.PrivateThread,
          ],
        },
        { type: ApplicationCommandOptionType.Role, name: 'role', description: words.role },
        {
          type: ApplicationCommandOptionType.String,
          name: 'thresholds',
          description: words.thresholds,
          max_length: 60,
        },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'forecast',
          description: words.forecast,
        },
        { type: ApplicationCommandOptionType.Boolean, name: 'off', description: words.off },
        reasonOption,
      ],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ channel, role, thresholds, forecast, off, reason }, visitor) => {
        if (role === visitor.wallet.id)
          return {
            refused: { kind: 'invalid-option', option: 'role', rule: { kind: 'everyone-mentioned' } },
          };
        const wanted = {
          ...(channel !== undefined && { channelId: channel }),
          ...(role !== undefined && { roleId: role }),
          ...(thresholds !== undefined && { thresholds }),
          ...(forecast !== undefined && { forecast }),
        };
        const outcome = await budget.alerts(visitor, off ? 'off' : wanted, reason ?? null);
        if ('refused' in outcome) return outcome;
        const { alerts, isChanged } = outcome;
        const obstacle = alerts === null ? '' : wording.card.describeReach(alerts, await alertReach(visitor, alerts));
        return { say: textMessage(wording.budget.describeAlertsChange(isChanged, alerts, obstacle)) };
      }),
  };
}
