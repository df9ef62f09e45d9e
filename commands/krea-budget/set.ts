import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { PERIOD_KINDS } from '../../src/core/money/period.ts';
import { isOffset, LONGEST_ZONE, parseZone } from '../../src/core/money/zones.ts';
import type { PlainOptionRule } from '../../src/core/picture/option-rule.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { searchZones } from '../../src/discord/zones/zone-search.ts';
import { wording } from '../../src/wording/wording.ts';
import { amountSchema } from './amounts.ts';
import { reasonOption, reasonSchema } from './reason.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const SUGGESTIONS = 25;

const words = wording.commands.kreaBudget.set;

const optionsSchema = z
  .strictObject({
    amount: amountSchema.optional(),
    period: z.enum(PERIOD_KINDS).optional(),
    zone: z
      .string()
      .max(LONGEST_ZONE)
      .transform((text, context) => {
        const zone = parseZone(text);
        if (zone !== undefined) return zone;
        context.addIssue((isOffset(text) ? 'zone-is-offset' : 'zone-unknown') satisfies PlainOptionRule);
        return z.NEVER;
      })
      .optional(),
    reset_day: z.int().min(1).max(31).optional(),
    reason: reasonSchema,
  })
  .refine(
    ({ amount, period, zone, reset_day: day }) => [amount, period, zone, day].some((value) => value !== undefined),
    {
      path: ['amount'],
      error: 'nothing-to-set' satisfies PlainOptionRule,
    },
  );

/** `set`: the cap, and how its periods run. What is left out stays as it is. */
export function setSubcommand({ budget }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'set',
      description: words.description,
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'amount',
          description: words.amount,
          max_length: 20,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'period',
          description: words.period,
          choices: PERIOD_KINDS.map((value) => ({ name: words.periods[value], value })),
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'zone',
          description: words.zone,
          autocomplete: true,
          max_length: LONGEST_ZONE,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'reset_day',
          description: words.resetDay,
          min_value: 1,
          max_value: 31,
        },
        reasonOption,
      ],
    },

    read: (options) =>
      readOptions(optionsSchema, options, async ({ amount, period, zone, reset_day: resetDay, reason }, visitor) => {
        const outcome = await budget.set(
          visitor,
          {
            ...(amount !== undefined && { cap: amount }),
            period: {
              ...(period && { kind: period }),
              ...(zone && { zone }),
              ...(resetDay !== undefined && { resetDay }),
            },
          },
          reason ?? null,
        );
        return 'refused' in outcome ? outcome : { say: textMessage(wording.budget.describeBudgetChange(outcome)) };
      }),

    suggest: (text) => searchZones(text, SUGGESTIONS),
  };
}
