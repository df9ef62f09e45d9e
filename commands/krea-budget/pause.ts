import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { reasonSchema } from './amounts.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const DESCRIPTIONS = {
  pause: 'Stop all spending here at once; what is under way ends normally',
  resume: 'Let pictures be asked for again',
} as const;

const optionsSchema = z.strictObject({ reason: reasonSchema });

/** `pause` and `resume`: the kill switch. */
export function pauseSubcommand({ budget }: App, name: 'pause' | 'resume'): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name,
      description: DESCRIPTIONS[name],
      options: [
        { type: ApplicationCommandOptionType.String, name: 'reason', description: 'Kept in the log', max_length: 200 },
      ],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ reason }, visitor) => {
        const outcome = await budget.pause(visitor, name === 'pause', reason ?? null);
        return 'refused' in outcome
          ? outcome
          : {
              say: textMessage(
                `${wording.budget.doneWords(outcome.isChanged)}\n\n${wording.budget.describeBudget(outcome)}`,
              ),
            };
      }),
  };
}
