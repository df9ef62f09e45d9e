import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { Choice } from '../state/entities.ts';
import { parseForm } from './parse.ts';

const schema = (isText: boolean) =>
  z.object({
    choices: z
      .array(z.object({ name: z.string().min(1).max(100), value: isText ? z.string().max(100) : z.number() }))
      .max(25),
  });

/** Checks an autocomplete answer: 25 choices at most, with values of the option's type. */
export function parseChoices(data: unknown, optionType: number | null): Choice[] {
  return parseForm(schema(optionType === ApplicationCommandOptionType.String), data, ['data']).choices;
}
