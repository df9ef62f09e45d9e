import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import { z } from 'zod';

import type { App } from '../src/app/app.ts';
import { brokenRule } from '../src/core/picture/option-rule.ts';
import type { PlainOptionRule } from '../src/core/picture/option-rule.ts';
import { deliveryObstacle } from '../src/core/rules/visitor.ts';
import { SNOWFLAKE } from '../src/core/snowflake.ts';
import type { Command } from '../src/discord/interactions/command.ts';
import { textMessage } from '../src/discord/render/rendered.ts';
import { wording } from '../src/wording/wording.ts';

const words = wording.commands.kreaShow;

const optionsSchema = z.strictObject({
  id: z
    .string()
    .trim()
    .regex(SNOWFLAKE, 'picture-id-unreadable' satisfies PlainOptionRule),
  public: z.boolean().default(false),
});

/** `/krea-show`: brings back a result with live buttons, also one that could not be delivered. */
export function kreaShowCommand(app: App): Command {
  return {
    definition: {
      type: ApplicationCommandType.ChatInput,
      name: 'krea-show',
      description: words.description,
      integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'id',
          description: words.id,
          required: true,
          autocomplete: true,
          max_length: 100,
        },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'public',
          description: words.public,
        },
      ],
    },

    read(visitor, { values }) {
      const parsed = optionsSchema.safeParse(values);
      if (!parsed.success) {
        return { refused: { kind: 'invalid-option', option: 'id', rule: brokenRule(parsed.error.issues[0]) } };
      }
      const { id, public: isPublic } = parsed.data;
      const obstacle = deliveryObstacle(visitor, !isPublic);
      if (obstacle !== undefined) return { refused: obstacle };
      return {
        isPrivate: !isPublic,
        async run(present) {
          const outcome = await app.show.show(present, id);
          if ('refused' in outcome) return outcome;
          if ('shown' in outcome) return 'later';
          return {
            say: textMessage(wording.result.NOT_SHOWN_NOW),
          };
        },
      };
    },

    async suggest(visitor, { text }) {
      const recent = await app.show.recent(visitor);
      return recent
        .filter(({ id, request }) => `${id} ${request.prompt}`.toLowerCase().includes(text.toLowerCase()))
        .map(wording.result.suggestionFor);
    },
  };
}
