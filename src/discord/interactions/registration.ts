import { isDeepStrictEqual } from 'node:util';

import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import type { Log } from '../../ports/log.ts';
import type { Command } from './command.ts';

const choiceSchema = z.object({ name: z.string(), value: z.union([z.string(), z.number()]) });
const optionSchema = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().default(false),
  autocomplete: z.boolean().default(false),
  choices: z.array(choiceSchema).default([]),
  channel_types: z.array(z.number()).default([]),
  min_value: z.number().nullish().default(null),
  max_value: z.number().nullish().default(null),
  min_length: z.number().nullish().default(null),
  max_length: z.number().nullish().default(null),
  get options() {
    return z.array(optionSchema).default([]);
  },
});

/** What makes a command: everything else that Discord returns (ids, versions) is not ours to compare. */
const commandSchema = z.object({
  type: z.number().default(1),
  name: z.string(),
  description: z.string().default(''),
  options: z.array(optionSchema).default([]),
  default_member_permissions: z.string().nullish().default(null),
  integration_types: z.array(z.number()).default([0]),
  contexts: z.array(z.number()).nullish().default(null),
  nsfw: z.boolean().default(false),
});

/** Registers the commands when Discord has others; a start without changes costs one request. */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly Command[],
  log: Log,
): Promise<void> {
  const route = Routes.applicationCommands(applicationId);
  const wanted = commands.map(({ definition }) => definition);
  if (isDeepStrictEqual(comparable(await rest.get(route)), comparable(wanted))) {
    log.info({ commands: wanted.length }, 'commands are registered already');
    return;
  }
  await rest.put(route, { body: wanted });
  log.info({ commands: wanted.length }, 'commands registered');
}

function comparable(commands: unknown): z.infer<typeof commandSchema>[] {
  return z
    .array(commandSchema)
    .parse(commands)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
