import type { PermissionsString } from 'discord.js';

import { checkOffered } from './actor/find-command.ts';
import type { CommandInput } from './rules/commands.ts';
import { directChannel, uploadLimit } from './state/channels.ts';
import type { Channel, StoredCommand } from './state/entities.ts';
import { allows, permissionsIn } from './state/permissions.ts';
import type { World } from './state/world.ts';

/** What Discord's client knows about where a person is, and uses to decide what it offers them. */
export type ClientView = ReturnType<typeof createClientView>;

/** Binds the view to a world. */
export function createClientView(world: World) {
  const channelOf = (id: string): Channel => {
    const channel = world.channels.get(id);
    if (channel === undefined) throw new Error(`The sandbox has no channel ${id}.`);
    return channel;
  };
  const isOffered = (userId: string, channel: Channel, command: StoredCommand): boolean => {
    try {
      checkOffered(world, channel, userId, command);
      return true;
    } catch {
      return false;
    }
  };

  return {
    /** Tells whether a person has all these permissions in a channel. */
    can: (userId: string, channelId: string, ...needed: readonly PermissionsString[]): boolean =>
      allows(permissionsIn(world, userId, channelOf(channelId)), ...needed),
    /** The commands that a person is offered in a channel; a server's own hides the global one of its name. */
    commands(userId: string, channelId: string): CommandInput[] {
      const channel = channelOf(channelId);
      const here = world.commands.filter(({ guildId }) => guildId === null || guildId === channel.guildId);
      const hidden = new Set(
        here.filter(({ guildId }) => guildId !== null).map(({ input }) => `${input.type} ${input.name}`),
      );
      const unique = here.filter(
        ({ guildId, input }) => guildId !== null || !hidden.has(`${input.type} ${input.name}`),
      );
      return unique.filter((command) => isOffered(userId, channel, command)).map(({ input }) => input);
    },
    /** The channel of a person's direct messages with the bot. */
    directChannelId: (userId: string): string => directChannel(world, userId).id,
    /** Bytes that a file of theirs may have in a channel. */
    uploadLimit: (userId: string, channelId: string): number => uploadLimit(world, channelOf(channelId), userId),
  };
}
