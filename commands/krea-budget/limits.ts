import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandBasicOption } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import type { LimitTarget } from '../../src/app/budget/rule-edits.ts';
import { MAX_COUNT, VARIANTS } from '../../src/core/picture/request.ts';
import { MOST_AT_ONCE } from '../../src/core/rules/rules.ts';
import type { Limits } from '../../src/core/rules/rules.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { amountSchema } from './amounts.ts';
import { idSchema } from './ids.ts';
import { reasonOption, reasonSchema } from './reason.ts';
import { NO_MEMBER, readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

/** What can be allowed of the models; a choice, because Discord has no option of several values. */
const MODELS = {
  all: [...VARIANTS],
  'medium-turbo': ['medium-turbo'],
  medium: ['medium', 'medium-turbo'],
} as const satisfies Record<string, readonly (typeof VARIANTS)[number][]>;

const words = wording.commands.kreaBudget.limits;

const optionsSchema = z.strictObject({
  who: idSchema,
  cap: amountSchema.optional(),
  models: z.enum(['all', 'medium-turbo', 'medium']).optional(),
  most_pictures: z.int().min(1).max(MAX_COUNT).optional(),
  most_per_request: amountSchema.optional(),
  at_once: z.int().min(1).max(MOST_AT_ONCE).optional(),
  cool_down: z.int().min(0).max(86_400).optional(),
  exempt: z.boolean().optional(),
  clear: z.boolean().default(false),
  reason: reasonSchema,
});

const OPTIONS: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.String,
    name: 'cap',
    description: words.cap,
    max_length: 20,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'models',
    description: words.models,
    choices: (['all', 'medium', 'medium-turbo'] as const).map((value) => ({ name: words.modelChoices[value], value })),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: 'most_pictures',
    description: words.mostPictures,
    min_value: 1,
    max_value: MAX_COUNT,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'most_per_request',
    description: words.mostPerRequest,
    max_length: 20,
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: 'at_once',
    description: words.atOnce(MOST_AT_ONCE),
    min_value: 1,
    max_value: MOST_AT_ONCE,
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: 'cool_down',
    description: words.coolDown,
    min_value: 0,
    max_value: 86_400,
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: 'exempt',
    description: words.exempt,
  },
  { type: ApplicationCommandOptionType.Boolean, name: 'clear', description: words.clear },
  reasonOption,
];

const TARGETS = {
  member: {
    description: words.member,
    option: { type: ApplicationCommandOptionType.User, name: 'who', description: words.memberWho, required: true },
  },
  role: {
    description: words.role,
    option: {
      type: ApplicationCommandOptionType.Role,
      name: 'who',
      description: words.roleWho,
      required: true,
    },
  },
} as const;

/** `member` and `role`: limits, overrides and exemptions of one member or role. */
export function limitSubcommand({ budget }: App, kind: 'member' | 'role'): Subcommand {
  const { description, option } = TARGETS[kind];
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: kind,
      description,
      options: [option, ...OPTIONS],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async (given, visitor) => {
        const id = given.who;
        // A member who has left keeps their limits until they are cleared.
        if (kind === 'member' && !given.clear && !options.memberRoles.has(id)) return { refused: NO_MEMBER };
        const target: LimitTarget = kind === 'role' && id === visitor.wallet.id ? { kind: 'everyone' } : { kind, id };
        const outcome = await budget.limit(
          visitor,
          target,
          given.clear ? 'clear' : limitsOf(given),
          given.reason ?? null,
        );
        if ('refused' in outcome) return outcome;
        return {
          say: textMessage(
            wording.budget.describeLimitsChange(outcome.isChanged, { kind: target.kind, id }, outcome.after),
          ),
        };
      }),
  };
}

function limitsOf(given: z.output<typeof optionsSchema>): Limits {
  return {
    ...(given.cap !== undefined && { cap: given.cap }),
    ...(given.models !== undefined && { variants: [...MODELS[given.models]] }),
    ...(given.most_pictures !== undefined && { maxCount: given.most_pictures }),
    ...(given.most_per_request !== undefined && { maxPrice: given.most_per_request }),
    ...(given.at_once !== undefined && { atOnce: given.at_once }),
    ...(given.cool_down !== undefined && { coolDown: given.cool_down }),
    ...(given.exempt !== undefined && { isExempt: given.exempt }),
  };
}
