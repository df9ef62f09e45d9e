import { ApplicationCommandType, InteractionType } from 'discord.js';

import type { Channel } from '../state/entities.ts';
import type { Deed } from '../state/interactions.ts';
import type { World } from '../state/world.ts';
import { checkOffered, findCommand, isGuildInstallable } from './find-command.ts';
import { buildOptions, descend } from './options.ts';
import type { OptionInput } from './options.ts';
import { clientRefuses } from './refuse.ts';
import { wireResolved } from './resolve.ts';

/** What a person has typed: the command with its sub-commands, and the options. */
type Typed = OptionInput & { readonly type: InteractionType; readonly name: string };

/** Builds a slash command or its autocomplete, and refuses what the client would. */
export function buildSlash(
  world: World,
  channel: Channel,
  userId: string,
  typed: Typed,
): Pick<Deed, 'data' | 'guildInstallable' | 'focusedType' | 'commandType'> {
  const { forged, focused } = typed;
  const [root = '', ...words] = typed.name.replace(/^\//u, '').split(' ');
  const command = findCommand(world, channel, root, ApplicationCommandType.ChatInput);
  if (command === undefined && !forged) {
    clientRefuses(
      `there is no command ${root}; registered: ${world.commands.map((one) => one.input.name).join(', ') || 'none'}`,
    );
  }
  if (command && !forged) checkOffered(world, channel, userId, command);
  const options = command?.input.type === ApplicationCommandType.ChatInput ? (command.input.options ?? []) : [];
  const { leaves, wrap } = descend(options, words, forged);
  if (focused !== null && !forged && leaves.find((one) => one.name === focused)?.autocomplete !== true) {
    clientRefuses(`option ${focused} has no autocomplete`);
  }
  const built = buildOptions(world, channel, leaves, typed);
  return {
    data: {
      id: command?.id ?? world.ids.next(),
      name: root,
      type: ApplicationCommandType.ChatInput,
      options: wrap(built.options),
      guild_id: command?.guildId ?? undefined,
      resolved: wireResolved(world, channel, userId, { ids: built.ids, attachments: built.attachments, messages: [] }),
    },
    guildInstallable: isGuildInstallable(command),
    ...(built.focusedType === null ? {} : { focusedType: built.focusedType }),
    ...(typed.type === InteractionType.ApplicationCommand ? { commandType: ApplicationCommandType.ChatInput } : {}),
  };
}
