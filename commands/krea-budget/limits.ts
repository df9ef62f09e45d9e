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
import { amountSchema, reasonSchema } from './amounts.ts';
import { idSchema } from './ids.ts';
import { NO_MEMBER, readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

/** What can be allowed of the models; a choice, because Discord has no option of several values. */
const MODELS = {
  all: [...VARIANTS],
  'medium-turbo': ['medium-turbo'],
  medium: ['medium', 'medium-turbo'],
} as const satisfies Record<string, readonly (typeof VARIANTS)[number][]>;

const MODEL_NAMES = {
  all: 'All models',
  'medium-turbo': `${wording.names.VARIANT_NAMES['medium-turbo']} only`,
  medium: `${wording.names.VARIANT_NAMES.medium} and ${wording.names.VARIANT_NAMES['medium-turbo']}`,
} as const;

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
    description: 'Dollars in each of the server’s periods',
    max_length: 20,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'models',
    description: 'Which models may be used',
    choices: (['all', 'medium', 'medium-turbo'] as const).map((value) => ({ name: MODEL_NAMES[value], value })),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: 'most_pictures',
    description: 'Pictures in one request',
    min_value: 1,
    max_value: MAX_COUNT,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'most_per_request',
    description: 'Dollars for one request',
    max_length: 20,
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: 'at_once',
    description: `Pictures under way at the same time; ${MOST_AT_ONCE} unless you say otherwise`,
    min_value: 1,
    max_value: MOST_AT_ONCE,
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: 'cool_down',
    description: 'Seconds between two requests',
    min_value: 0,
    max_value: 86_400,
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: 'exempt',
    description: 'Free of these limits; never of the server’s budget',
  },
  { type: ApplicationCommandOptionType.Boolean, name: 'clear', description: 'Forget what was set here before' },
  { type: ApplicationCommandOptionType.String, name: 'reason', description: 'Kept in the log', max_length: 200 },
];

const TARGETS = {
  member: {
    description: 'Limits of one member; they count before those of roles',
    option: { type: ApplicationCommandOptionType.User, name: 'who', description: 'Whose limits', required: true },
  },
  role: {
    description: 'Limits of everyone with a role; the most generous role counts',
    option: {
      type: ApplicationCommandOptionType.Role,
      name: 'who',
      description: 'Which role; @everyone is everybody without a rule of their own',
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
        // Somebody who has left keeps their limits until they are cleared.
        if (kind === 'member' && !given.clear && !options.memberRoles.has(id)) return { refused: NO_MEMBER };
        const target: LimitTarget = kind === 'role' && id === visitor.wallet.id ? { kind: 'everyone' } : { kind, id };
        const outcome = await budget.limit(
          visitor,
          target,
          given.clear ? 'clear' : limitsOf(given),
          given.reason ?? null,
        );
        if ('refused' in outcome) return outcome;
        const whom = target.kind === 'everyone' ? 'everyone' : kind === 'member' ? `<@${id}>` : `<@&${id}>`;
        return {
          say: textMessage(
            `${outcome.isChanged ? '' : `${wording.budget.doneWords(false)}\n`}Limits of ${whom} now:\n${wording.budget.describeLimits(outcome.after)}\n-# ${wording.budget.PRECEDENCE}`,
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
