import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { VERDICTS } from '../../src/core/picture/decision.ts';
import type { PlainOptionRule } from '../../src/core/picture/option-rule.ts';
import { parsePictureName } from '../../src/core/picture/picture-key.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { reasonOption, reasonSchema } from './reason.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

/** A picture's id as the list shows it, such as `1234567890123456789.1`. */
const pictureSchema = z
  .string()
  .trim()
  .transform(parsePictureName)
  .refine((key) => key !== undefined, 'not-suggested' satisfies PlainOptionRule);

const words = wording.commands.kreaBudget.resolve;

const optionsSchema = z
  .strictObject({ picture: pictureSchema.optional(), decision: z.enum(VERDICTS).optional(), reason: reasonSchema })
  .refine(({ picture, decision }) => picture !== undefined || decision === undefined, {
    path: ['picture'],
    error: 'picture-missing' satisfies PlainOptionRule,
  })
  .refine(({ picture, decision }) => picture === undefined || decision !== undefined, {
    path: ['decision'],
    error: 'verdict-missing' satisfies PlainOptionRule,
  });

/** `resolve`: lists uncertain pictures, and takes a moderator's decision about one of them. */
export function resolveSubcommand({ resolve }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'resolve',
      description: words.description,
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'picture',
          description: words.picture,
          autocomplete: true,
          max_length: 30,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'decision',
          description: words.decision,
          choices: VERDICTS.map((value) => ({ name: words.verdicts[value], value })),
        },
        reasonOption,
      ],
    },

    read: (options) =>
      readOptions(optionsSchema, options, async ({ picture, decision, reason }, visitor) => {
        if (picture === undefined || decision === undefined) {
          const outcome = await resolve.list(visitor);
          return 'refused' in outcome
            ? outcome
            : { say: textMessage(wording.budget.describeCases(outcome.cases, visitor.arrivedAt)) };
        }
        const outcome = await resolve.decide(visitor, picture, decision, reason ?? null);
        return 'refused' in outcome ? outcome : { say: textMessage(wording.budget.describeResolved(outcome)) };
      }),

    async suggest(text, visitor) {
      const outcome = await resolve.list(visitor);
      if ('refused' in outcome) return [];
      const decidable = outcome.cases.filter(({ decidableAt }) => decidableAt <= visitor.arrivedAt);
      return decidable.map(wording.budget.suggestionForCase).filter(({ name }) => name.includes(text.trim()));
    },
  };
}
