import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { z } from 'zod';

import type { App } from '../src/app/app.ts';
import type { Command } from '../src/discord/interactions/command.ts';
import { renderSetup } from '../src/discord/render/setup.ts';
import { wording } from '../src/wording/wording.ts';

const words = wording.commands.kreaSetup;

const optionsSchema = z.strictObject({ channel: z.string().optional() });

/** `/krea-setup`: what is right and wrong in this server, for its moderators. */
export function kreaSetupCommand({ setup }: Pick<App, 'setup'>): Command {
  return {
    definition: {
      type: ApplicationCommandType.ChatInput,
      name: 'krea-setup',
      description: words.description,
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild],
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      options: [
        {
          type: ApplicationCommandOptionType.Channel,
          name: 'channel',
          description: words.channel,
          channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        },
      ],
    },
    read(_visitor, options) {
      const given = optionsSchema.safeParse(options.values);
      if (!given.success)
        return { refused: { kind: 'invalid-option', option: 'channel', rule: { kind: 'not-a-channel' } } };
      return {
        isPrivate: true,
        async run(visitor) {
          const outcome = await setup.check(visitor, given.data.channel);
          return 'refused' in outcome ? outcome : { say: renderSetup(outcome) };
        },
      };
    },
  };
}
