import { ApplicationCommandOptionType, ChannelType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import type { PlainOptionRule } from '../../src/core/picture/option-rule.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { reasonSchema } from './amounts.ts';
import { idSchema } from './ids.ts';
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
      description: 'Tell moderators when the budget is being used up, and let members ask them',
      options: [
        {
          type: ApplicationCommandOptionType.Channel,
          name: 'channel',
          description: 'Where; best a channel of the moderators alone',
          channel_types: [
            ChannelType.GuildText,
            ChannelType.GuildAnnouncement,
            ChannelType.PublicThread,
            ChannelType.PrivateThread,
          ],
        },
        { type: ApplicationCommandOptionType.Role, name: 'role', description: 'Who is mentioned' },
        {
          type: ApplicationCommandOptionType.String,
          name: 'thresholds',
          description: 'Shares in percent; 50, 80, 100 unless you say otherwise',
          max_length: 60,
        },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'forecast',
          description: 'Also when it would be used up before it starts again; yes unless you say no',
        },
        { type: ApplicationCommandOptionType.Boolean, name: 'off', description: 'No alerts and no approvals any more' },
        { type: ApplicationCommandOptionType.String, name: 'reason', description: 'Kept in the log', max_length: 200 },
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
        if (outcome.alerts === null)
          return {
            say: textMessage(
              `${wording.budget.doneWords(outcome.isChanged)} There are no alerts any more, and members cannot ask for approval.`,
            ),
          };
        const approvals = 'Members whose request is refused by a limit can ask there for approval.';
        const obstacle = wording.card.describeReach(outcome.alerts, await alertReach(visitor, outcome.alerts));
        return {
          say: textMessage(
            [
              `${wording.budget.doneWords(outcome.isChanged)} ${wording.card.describeAlerts(outcome.alerts)}`,
              approvals,
              obstacle,
            ]
              .filter((line) => line !== '')
              .join('\n'),
          ),
        };
      }),
  };
}
