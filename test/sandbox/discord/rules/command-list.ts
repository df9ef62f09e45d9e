import { ApplicationCommandType } from 'discord.js';
import { z } from 'zod';

import { invalidForm } from '../rest/errors.ts';
import type { FormMistake } from '../rest/errors.ts';
import type { StoredCommand } from '../state/entities.ts';
import type { World } from '../state/world.ts';
import { command } from './commands.ts';
import type { CommandInput } from './commands.ts';
import { parseForm } from './parse.ts';

const most: readonly (readonly [type: ApplicationCommandType, max: number])[] = [
  [ApplicationCommandType.ChatInput, 100],
  [ApplicationCommandType.User, 15],
  [ApplicationCommandType.Message, 15],
];

/** Checks a bulk overwrite: each command, the numbers of each type, and what guild commands may not say. */
export function parseCommands(value: unknown, isGuild: boolean): CommandInput[] {
  const list = parseForm(z.array(command), value);
  const mistakes: FormMistake[] = [];
  for (const [type, max] of most) {
    if (list.filter((one) => one.type === type).length > max)
      mistakes.push({
        path: [],
        code: 'APPLICATION_COMMANDS_MAX',
        message: `Maximum number of application commands reached (${max}).`,
      });
  }
  const seen = new Set<string>();
  for (const [index, one] of list.entries()) {
    const key = `${one.type} ${one.name}`;
    if (seen.has(key))
      mistakes.push({
        path: [index, 'name'],
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      });
    seen.add(key);
    if (isGuild && (one.contexts || one.integration_types))
      mistakes.push({
        path: [index, 'contexts'],
        code: 'APPLICATION_COMMAND_GUILD_CONTEXTS',
        message: 'Contexts and integration types are for global commands only',
      });
  }
  if (mistakes.length > 0) throw invalidForm(mistakes);
  return list;
}

/** Replaces all commands of one scope; those whose content is unchanged keep id and version. */
export function overwriteCommands(
  world: World,
  inputs: readonly CommandInput[],
  guildId: string | null,
): StoredCommand[] {
  const old = world.commands.filter((one) => one.guildId === guildId);
  const fresh = inputs.map((input): StoredCommand => {
    const same = old.find((one) => one.input.name === input.name && one.input.type === input.type);
    if (same && JSON.stringify(same.input) === JSON.stringify(input)) return same;
    return { id: same?.id ?? world.ids.next(), version: world.ids.next(), guildId, input };
  });
  world.commands = [...world.commands.filter((one) => one.guildId !== guildId), ...fresh];
  world.hub.notify('commands');
  return fresh;
}
