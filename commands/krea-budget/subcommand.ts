import type { APIApplicationCommandSubcommandOption, APIApplicationCommandOptionChoice } from 'discord.js';
import { z } from 'zod';

import { brokenRule } from '../../src/core/picture/option-rule.ts';
import type { Refusal, Refused } from '../../src/core/picture/refusal.ts';
import type { Visitor } from '../../src/core/rules/visitor.ts';
import type { Options } from '../../src/discord/interactions/command-options.ts';
import type { CommandAnswer, Call } from '../../src/discord/interactions/command.ts';

/** One thing that `/krea-budget` can do. All of them answer privately. */
export interface Subcommand {
  definition: APIApplicationCommandSubcommandOption;
  read(options: Options): Call | Refused;
  suggest?(
    text: string,
    visitor: Visitor,
  ): APIApplicationCommandOptionChoice<string>[] | Promise<APIApplicationCommandOptionChoice<string>[]>;
}

/** What is about a member is not about everybody that Discord knows. */
export const NO_MEMBER: Refusal = {
  kind: 'invalid-option',
  option: 'who',
  rule: { kind: 'not-a-member' },
};

/** For subcommands without options. Schemas are built once: building one costs more than reading with it. */
export const noOptions = z.strictObject({});

/** Reads a subcommand's options by a schema and says which of them does not fit, and why. */
export function readOptions<Schema extends z.ZodType>(
  schema: Schema,
  { values }: Options,
  run: (given: z.output<Schema>, visitor: Visitor) => Promise<CommandAnswer>,
): Call | Refused {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { isPrivate: true, run: async (visitor) => run(parsed.data, visitor) };
  const [issue] = parsed.error.issues;
  return { refused: { kind: 'invalid-option', option: String(issue?.path[0] ?? 'option'), rule: brokenRule(issue) } };
}
