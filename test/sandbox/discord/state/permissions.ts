import { ChannelType, PermissionFlagsBits as P } from 'discord.js';
import type { PermissionsString } from 'discord.js';

import type { Channel, Guild, Member } from './entities.ts';
import type { World } from './world.ts';

const ALL = Object.values(P).reduce((sum, bit) => sum | bit, 0n);
/** What an application may do in direct messages and where it is only user-installed. */
const RESPONDER = P.AttachFiles | P.EmbedLinks | P.MentionEveryone | P.UseExternalEmojis;

/** Adds up permissions given by name. */
export function permissionBits(names: readonly PermissionsString[]): bigint {
  return names.reduce((sum, name) => sum | P[name], 0n);
}

/** Tells whether a channel is a thread. */
export function isThread(channel: Channel): boolean {
  return (
    channel.type === ChannelType.PublicThread ||
    channel.type === ChannelType.PrivateThread ||
    channel.type === ChannelType.AnnouncementThread
  );
}

function basePermissions(guild: Guild, member: Member): bigint {
  if (guild.ownerId === member.userId) return ALL;
  const ids = [guild.id, ...member.roles];
  const sum = ids.reduce((bits, id) => bits | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  return (sum & P.Administrator) === 0n ? sum : ALL;
}

/** What a member may do in a channel, computed as Discord documents it. */
function memberPermissions(world: World, guild: Guild, member: Member, channel: Channel): bigint {
  const base = basePermissions(guild, member);
  if (base === ALL) return ALL;
  const holder = isThread(channel) ? world.channels.get(channel.parentId ?? '') : channel;
  const overwrites = holder?.overwrites ?? [];
  let bits = base;
  const apply = (deny: bigint, allow: bigint): void => {
    bits = (bits & ~deny) | allow;
  };
  for (const one of overwrites) if (one.id === guild.id) apply(one.deny, one.allow);
  const roles = overwrites.filter((one) => one.type === 'role' && one.id !== guild.id && member.roles.includes(one.id));
  apply(
    roles.reduce((sum, one) => sum | one.deny, 0n),
    roles.reduce((sum, one) => sum | one.allow, 0n),
  );
  for (const one of overwrites) if (one.type === 'member' && one.id === member.userId) apply(one.deny, one.allow);

  if (
    channel.type === ChannelType.PrivateThread &&
    !channel.people.has(member.userId) &&
    (bits & P.ManageThreads) === 0n
  )
    return 0n;
  if (member.timedOutUntil > world.now()) bits &= P.ViewChannel | P.ReadMessageHistory;
  if ((bits & P.ViewChannel) === 0n) return 0n;
  const speaks = isThread(channel) ? P.SendMessagesInThreads : P.SendMessages;
  // Who cannot speak cannot do what needs speaking either.
  if ((bits & speaks) === 0n) bits &= ~(P.MentionEveryone | P.SendTTSMessages | P.AttachFiles | P.EmbedLinks);
  return bits;
}

/** What a user may do in a channel; 0 when they do not see it. */
export function permissionsIn(world: World, userId: string, channel: Channel): bigint {
  if (channel.guildId === null) return channel.people.has(userId) ? ALL & ~P.Administrator : 0n;
  const guild = world.guilds.get(channel.guildId);
  const member = guild?.members.get(userId);
  return guild && member ? memberPermissions(world, guild, member, channel) : 0n;
}

/** `app_permissions`: what the application may do in answers here. */
export function applicationPermissions(world: World, channel: Channel): bigint {
  const guild = world.guilds.get(channel.guildId ?? '');
  return guild?.botInstalled === true ? permissionsIn(world, world.bot.id, channel) : RESPONDER;
}

/** Tells whether all these permissions are among the bits. */
export function allows(bits: bigint, ...needed: readonly PermissionsString[]): boolean {
  const wanted = permissionBits(needed);
  return (bits & wanted) === wanted;
}

/** The permission that speaking needs in this channel. */
export function speakPermission(channel: Channel): PermissionsString {
  return isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages';
}
