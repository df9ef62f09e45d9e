import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from 'discord.js';

import type { App } from '../src/app/app.ts';
import type { Command } from '../src/discord/interactions/command.ts';
import { textMessage } from '../src/discord/render/rendered.ts';
import { wording } from '../src/wording/wording.ts';

/** `/krea-wallet`: what its user has left where they are, and what each kind of picture costs them. */
export function kreaWalletCommand({ memberWallet }: Pick<App, 'memberWallet'>): Command {
  return {
    definition: {
      type: ApplicationCommandType.ChatInput,
      name: 'krea-wallet',
      description: wording.commands.kreaWallet.description,
      integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
    },
    read: () => ({
      isPrivate: true,
      async run(visitor) {
        const outcome = await memberWallet(visitor);
        return 'refused' in outcome ? outcome : { say: textMessage(wording.budget.describeMemberWallet(outcome)) };
      },
    }),
  };
}
