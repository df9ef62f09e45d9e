import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import type { ApplicationCommandType } from 'discord.js';

import type { Channel, StoredCommand } from '../state/entities.ts';
import { allows, permissionsIn } from '../state/permissions.ts';
import type { World } from '../state/world.ts';
import { contextOf, nsfwOf } from '../wire/interactions.ts';
import { clientRefuses } from './refuse.ts';

/** Finds a registered command; a guild's own hides the global one of the same name. */
export function findCommand(
  world: World,
  channel: Channel,
  name: string,
  type: ApplicationCommandType,
): StoredCommand | undefined {
  const named = world.commands.filter((one) => one.input.name === name && one.input.type === type);
  return (
    named.find((one) => one.guildId !== null && one.guildId === channel.guildId) ??
    named.find((one) => one.guildId === null)
  );
}

/** Tells whether a command may be installed in servers, or by users only. */
export function isGuildInstallable(command: StoredCommand | undefined): boolean {
  return command?.input.integration_types?.includes(ApplicationIntegrationType.GuildInstall) ?? true;
}

/** Refuses a command that this person is not offered here. */
export function checkOffered(world: World, channel: Channel, userId: string, command: StoredCommand): void {
  const { input } = command;
  const context = contextOf(world, channel, userId);
  const guild = world.guilds.get(channel.guildId ?? '');
  const contexts =
    input.contexts ??
    (input.dm_permission === false
      ? [InteractionContextType.Guild]
      : [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel]);
  if (!contexts.includes(context)) clientRefuses(`${input.name} is not offered in this kind of channel`);
  const byServer = guild ? guild.botInstalled && isGuildInstallable(command) : channel.people.has(world.bot.id);
  const byUser =
    world.users.get(userId)?.installedApp === true &&
    input.integration_types?.includes(ApplicationIntegrationType.UserInstall) === true;
  if (!byServer && !byUser)
    clientRefuses(`the application of ${input.name} is installed neither here nor by this user`);
  if (nsfwNeeded(world, channel, input.nsfw)) clientRefuses(`${input.name} is for age-restricted channels`);
  if (guild === undefined) return;
  const bits = permissionsIn(world, userId, channel);
  if (!allows(bits, 'UseApplicationCommands')) clientRefuses('this member may not use commands here');
  if (typeof input.default_member_permissions !== 'string' || allows(bits, 'Administrator')) return;
  const needed = BigInt(input.default_member_permissions);
  // "0" means administrators only.
  if (needed === 0n || (bits & needed) !== needed)
    clientRefuses(`${input.name} needs permissions this member does not have`);
}

function nsfwNeeded(world: World, channel: Channel, nsfw: boolean | null | undefined): boolean {
  return nsfw === true && channel.guildId !== null && !nsfwOf(world, channel);
}
