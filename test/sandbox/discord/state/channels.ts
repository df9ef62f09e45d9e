import { ChannelType } from 'discord.js';

import { refusal } from '../rest/errors.ts';
import type { Channel, StoredMessage } from './entities.ts';
import { blankChannel, tierLimit } from './guilds.ts';
import { allows, permissionsIn, speakPermission } from './permissions.ts';
import type { World } from './world.ts';

/** The direct-message channel between the bot and a user, opened when it is asked for. */
export function directChannel(world: World, userId: string): Channel {
  const known = world.directChannels.get(userId);
  if (known) return known;
  const channel = blankChannel({ id: world.ids.next(), type: ChannelType.DM, guildId: null, name: '' });
  channel.people.add(userId).add(world.bot.id);
  world.channels.set(channel.id, channel);
  world.directChannels.set(userId, channel);
  return channel;
}

/** The bot may write to people who share a server with it or have installed it, unless they refuse. */
function takesDms(world: World, userId: string): boolean {
  const user = world.users.get(userId);
  if (user === undefined || user.dmsClosed) return false;
  return (
    user.installedApp || [...world.guilds.values()].some((guild) => guild.botInstalled && guild.members.has(userId))
  );
}

/** A channel that the bot sees; otherwise 10003 or 50001. */
export function visibleChannel(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined) throw refusal('unknownChannel');
  if (!allows(permissionsIn(world, world.bot.id, channel), 'ViewChannel')) throw refusal('missingAccess');
  return channel;
}

/** A message by bot token; ephemeral ones are out of its reach. */
export function reachableMessage(channel: Channel, id: string): StoredMessage {
  const message = channel.messages.get(id);
  if (message === undefined || message.ephemeralFor !== null) throw refusal('unknownMessage');
  return message;
}

/** Refuses a post of the bot into a channel where it may not speak, attach or embed, or must wait. */
export function checkMayPost(
  world: World,
  channel: Channel,
  wants: { readonly files: boolean; readonly embeds: boolean },
): void {
  const { bot } = world;
  if (channel.guildId === null) {
    if (![...channel.people].every((id) => id === bot.id || takesDms(world, id))) throw refusal('cannotDm');
    return;
  }
  const bits = permissionsIn(world, bot.id, channel);
  if (channel.type === ChannelType.GuildCategory) throw refusal('wrongChannelType');
  if (!allows(bits, speakPermission(channel))) throw refusal('missingPermissions');
  if (wants.files && !allows(bits, 'AttachFiles')) throw refusal('missingPermissions');
  if (wants.embeds && !allows(bits, 'EmbedLinks')) throw refusal('missingPermissions');
  if (channel.locked && !allows(bits, 'ManageThreads')) throw refusal('threadArchived');

  const isFree = allows(bits, 'BypassSlowmode') || allows(bits, 'ManageMessages') || allows(bits, 'ManageChannels');
  const last = channel.lastPostAt.get(bot.id);
  if (
    channel.slowmodeSeconds > 0 &&
    !isFree &&
    last !== undefined &&
    world.now() - last < channel.slowmodeSeconds * 1000
  )
    throw refusal('slowmode');
}

/** Bytes a file of this sender may have in this channel. */
export function uploadLimit(world: World, channel: Channel, userId: string): number {
  const guild = world.guilds.get(channel.guildId ?? '');
  return Math.max(tierLimit(0), guild?.uploadLimit ?? 0, world.users.get(userId)?.uploadLimit ?? 0);
}
