import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { PERIOD_KINDS } from '../../src/core/money/period.ts';
import { isOffset, LONGEST_ZONE, parseZone } from '../../src/core/money/zones.ts';
import type { PlainOptionRule } from '../../src/core/picture/option-rule.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { searchZones } from '../../src/discord/zones/zone-search.ts';
import { wording } from '../../src/wording/wording.ts';
import { amountSchema, reasonSchema } from './amounts.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const SUGGESTIONS = 25;
const PERIOD_NAMES = { day: 'a day', week: 'a week', month: 'a month', none: 'in all, never starting again' } as const;

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
      description: 'Set what this server may spend, and when it starts again',
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'amount',
          description: 'Dollars in each period, such as 5 or 12.50',
          max_length: 20,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'period',
          description: 'How often the budget starts again',
          choices: PERIOD_KINDS.map((value) => ({ name: PERIOD_NAMES[value], value })),
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'zone',
          description: 'Whose midnight counts, such as Europe/Berlin',
          autocomplete: true,
          max_length: LONGEST_ZONE,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'reset_day',
          description: 'Weeks: 1 (Monday) to 7; months: 1 to 31, in shorter ones their last day',
          min_value: 1,
          max_value: 31,
        },
        { type: ApplicationCommandOptionType.String, name: 'reason', description: 'Kept in the log', max_length: 200 },
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
