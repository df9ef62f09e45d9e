import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import type { ChannelChange } from '../../src/app/budget/rule-edits.ts';
import type { PlainOptionRule } from '../../src/core/picture/option-rule.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { idSchema } from './ids.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const words = wording.commands.kreaBudget.channels;

const optionsSchema = z
  .strictObject({ channel: idSchema.optional(), allow: z.boolean().optional(), everywhere: z.boolean().default(false) })
  .transform(({ channel, allow, everywhere }, context): ChannelChange => {
    if (everywhere && channel === undefined) return 'everywhere';
    if (!everywhere && channel !== undefined && allow !== undefined) return { channelId: channel, isAllowed: allow };
    context.addIssue({
      code: 'custom',
      path: ['channel'],
      message: 'channel-change-unclear' satisfies PlainOptionRule,
    });
    return z.NEVER;
  });

/** `channels`: where pictures may be asked for; everywhere until the first channel is allowed. */
export function channelsSubcommand({ budget }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'channels',
      description: words.description,
      options: [
        { type: ApplicationCommandOptionType.Channel, name: 'channel', description: words.channel },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'allow',
          description: words.allow,
        },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'everywhere',
          description: words.everywhere,
        },
      ],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async (change, visitor) => {
        const outcome = await budget.channel(visitor, change);
        if ('refused' in outcome) return outcome;
        const { channels, isChanged } = outcome;
        return { say: textMessage(wording.budget.describeChannelsChange(isChanged, channels)) };
      }),
  };
}
