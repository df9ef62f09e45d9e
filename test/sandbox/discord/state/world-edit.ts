import { ChannelType } from 'discord.js';
import type { PermissionsString } from 'discord.js';

import { wireChannel, wireGuild, wireRole } from '../wire/guilds.ts';
import type { Channel, Guild, Member, Role, Team, User } from './entities.ts';
import { addLazyGuilds, blankChannel, buildGuild, findGuild, MEMBER_PERMISSIONS } from './guilds.ts';
import type { GuildSizes, NewGuild } from './guilds.ts';
import { permissionBits } from './permissions.ts';
import type { World } from './world.ts';

type ChannelSettings = Partial<
  Pick<Channel, 'name' | 'nsfw' | 'slowmodeSeconds' | 'autoModWords' | 'archived' | 'locked'>
>;
export type NewChannel = ChannelSettings & { readonly type?: ChannelType; readonly parentId?: string };
export type NewUser = {
  readonly id?: string;
  readonly name?: string;
  readonly globalName?: string;
  readonly dmsClosed?: boolean;
  readonly uploadLimit?: number;
  readonly installedApp?: boolean;
};

/** What an overwrite gives and takes. */
export type OverwriteChange = {
  readonly allow?: readonly PermissionsString[];
  readonly deny?: readonly PermissionsString[];
};

/** Adding, changing and removing what the world holds; intents that ask for it hear of guilds, channels and roles. */
export type WorldEdit = ReturnType<typeof createWorldEdit>;

/** Binds the editing functions to a world. */
export function createWorldEdit(world: World) {
  const guildOf = (id: string): Guild => findGuild(world, id) ?? missing('guild', id);
  const channelOf = (id: string): Channel => world.channels.get(id) ?? missing('channel', id);
  const tell = (type: string, data: Parameters<World['dispatch']>[1], guildId: string | null): void =>
    world.dispatch(type, data, { guildId, intent: 1 });

  const addUser = (input: NewUser = {}): User => {
    const id = input.id ?? world.ids.next();
    const username = input.name ?? `user${world.users.size}`;
    const user: User = {
      id,
      username,
      globalName: input.globalName ?? null,
      bot: false,
      dmsClosed: input.dmsClosed ?? false,
      uploadLimit: input.uploadLimit ?? 0,
      installedApp: input.installedApp ?? false,
    };
    world.users.set(id, user);
    return user;
  };
  const addMember = (guildId: string, userId: string, roles: readonly string[] = []): Member => {
    const member: Member = { userId, roles: [...roles], nick: null, joinedAt: world.now(), timedOutUntil: 0 };
    guildOf(guildId).members.set(userId, member);
    return member;
  };
  const put = (channel: Channel, settings: ChannelSettings): Channel => {
    Object.assign(channel, settings);
    world.channels.set(channel.id, channel);
    if (channel.guildId !== null) guildOf(channel.guildId).channelIds.add(channel.id);
    return channel;
  };

  const memberOf = (guildId: string, userId: string): Member =>
    guildOf(guildId).members.get(userId) ?? missing('member', userId);
  const addRole = (
    guildId: string,
    input: {
      readonly name?: string;
      readonly permissions?: readonly PermissionsString[];
      readonly mentionable?: boolean;
    } = {},
  ): Role => {
    const guild = guildOf(guildId);
    const role: Role = {
      id: world.ids.next(),
      name: input.name ?? 'role',
      permissions: permissionBits(input.permissions ?? []),
      position: guild.roles.size,
      color: 0,
      mentionable: input.mentionable ?? false,
    };
    guild.roles.set(role.id, role);
    tell('GUILD_ROLE_CREATE', () => ({ guild_id: guildId, role: wireRole(role) }), guildId);
    return role;
  };
  const overwrite = (channelId: string, target: string, change: OverwriteChange): void => {
    const channel = channelOf(channelId);
    const isRole = guildOf(channel.guildId ?? '').roles.has(target);
    const rest = channel.overwrites.filter((one) => one.id !== target);
    channel.overwrites = [
      ...rest,
      {
        id: target,
        type: isRole ? 'role' : 'member',
        allow: permissionBits(change.allow ?? []),
        deny: permissionBits(change.deny ?? []),
      },
    ];
  };

  return {
    addUser,
    addMember,
    user: (id: string): User => world.users.get(id) ?? missing('user', id),
    member: memberOf,
    guild: guildOf,
    channel: channelOf,
    /** Closes or opens a person's direct messages. */
    setDmsClosed(userId: string, dmsClosed: boolean): void {
      const user = world.users.get(userId) ?? missing('user', userId);
      user.dmsClosed = dmsClosed;
    },
    removeMember(guildId: string, userId: string): void {
      guildOf(guildId).members.delete(userId);
    },
    /** Gives the application to somebody, or to a team. */
    giveApplicationTo(owner: string | Omit<Team, 'id'>): void {
      Object.assign(
        world.application,
        typeof owner === 'string' ? { ownerId: owner, team: null } : { team: { id: world.ids.next(), ...owner } },
      );
    },
    /** Makes somebody else the server's owner. */
    setOwner: (guildId: string, ownerId: string): void => void (guildOf(guildId).ownerId = ownerId),
    addGuild(input: NewGuild = {}): Guild {
      const ownerId = input.ownerId ?? addUser({ name: 'owner' }).id;
      const guild = buildGuild(world, { ...input, ownerId }, world.ids.next(), world.ids.next());
      world.guilds.set(guild.id, guild);
      world.application.ownerId ??= ownerId;
      if (guild.botInstalled) tell('GUILD_CREATE', () => wireGuild(world, guild, null), guild.id);
      return guild;
    },
    /** Many guilds at once; they cost nothing until they are looked at. */
    addGuilds: (count: number, sizes: GuildSizes = {}): string[] => addLazyGuilds(world, count, sizes),
    /** The application is thrown out of a guild. */
    removeBot(guildId: string): void {
      const guild = guildOf(guildId);
      guild.botInstalled = false;
      guild.members.delete(world.bot.id);
      tell('GUILD_DELETE', () => ({ id: guildId }), guildId);
    },
    addRole,
    /** Replaces what a role may do. */
    setRole(guildId: string, roleId: string, permissions: readonly PermissionsString[]): void {
      const role = guildOf(guildId).roles.get(roleId) ?? missing('role', roleId);
      role.permissions = permissionBits(permissions);
    },
    deleteRole(guildId: string, roleId: string): void {
      const guild = guildOf(guildId);
      guild.roles.delete(roleId);
      for (const member of guild.members.values()) member.roles = member.roles.filter((id) => id !== roleId);
      tell('GUILD_ROLE_DELETE', () => ({ guild_id: guildId, role_id: roleId }), guildId);
    },
    addChannel(guildId: string, input: NewChannel = {}): Channel {
      const { type = ChannelType.GuildText, ...settings } = input;
      const channel = put(
        blankChannel({ id: world.ids.next(), type, guildId: guildOf(guildId).id, name: 'general' }),
        settings,
      );
      tell('CHANNEL_CREATE', () => wireChannel(channel), guildId);
      return channel;
    },
    addThread(
      parentId: string,
      input: ChannelSettings & { readonly private?: boolean; readonly people?: readonly string[] } = {},
    ): Channel {
      const { private: isPrivate = false, people = [], ...settings } = input;
      const type = isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread;
      const channel = blankChannel({
        id: world.ids.next(),
        type,
        guildId: channelOf(parentId).guildId,
        parentId,
        name: 'thread',
      });
      for (const id of people) channel.people.add(id);
      return put(channel, settings);
    },
    /** A private channel between people, without the bot. */
    addPrivateChannel(userIds: readonly string[]): Channel {
      const type = userIds.length > 2 ? ChannelType.GroupDM : ChannelType.DM;
      const channel = blankChannel({ id: world.ids.next(), type, guildId: null, name: '' });
      for (const id of userIds) channel.people.add(id);
      return put(channel, {});
    },
    changeChannel: (id: string, settings: ChannelSettings & { readonly parentId?: string }): Channel =>
      Object.assign(channelOf(id), settings),
    deleteChannel(id: string): void {
      const channel = channelOf(id);
      world.channels.delete(id);
      if (channel.guildId !== null) guildOf(channel.guildId).channelIds.delete(id);
      for (const message of channel.messages.values()) message.deleted = true;
      tell('CHANNEL_DELETE', () => wireChannel(channel), channel.guildId);
      world.hub.notify(`channel:${id}`);
    },
    /** Sets a channel's overwrite for a role, a member or the bot. */
    overwrite,
    /** Takes permissions away from the bot in one channel. */
    denyBot(channelId: string, ...deny: readonly PermissionsString[]): void {
      overwrite(channelId, world.bot.id, { deny });
    },
    /** Makes somebody an administrator by a role of their own. */
    makeAdmin(guildId: string, userId: string): void {
      const role = addRole(guildId, { name: 'admin', permissions: [...MEMBER_PERMISSIONS, 'Administrator'] });
      memberOf(guildId, userId).roles.push(role.id);
    },
  };
}

function missing(what: string, id: string): never {
  throw new Error(`The sandbox has no ${what} ${id}.`);
}
