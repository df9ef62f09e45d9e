import type { Channel, Guild, Member, Role, User } from '../state/entities.ts';
import { lazyChannels } from '../state/guilds.ts';
import type { JsonObject } from '../state/json.ts';
import { isThread } from '../state/permissions.ts';
import type { World } from '../state/world.ts';

/** A user as the API shows them. */
export function wireUser(user: Pick<User, 'id' | 'username' | 'globalName' | 'bot'>): JsonObject {
  return {
    id: user.id,
    username: user.username,
    discriminator: '0',
    global_name: user.globalName,
    avatar: null,
    bot: user.bot,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  };
}

/** A user by id; one the world no longer knows is shown as deleted. */
export function wireUserById(world: World, id: string): JsonObject {
  const user = world.users.get(id);
  return wireUser(user ?? { id, username: 'Deleted User', globalName: null, bot: false });
}

/** A role; `colors` must be there for discord.js. */
export function wireRole(role: Role): JsonObject {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: role.mentionable,
    flags: 0,
    icon: null,
    unicode_emoji: null,
  };
}

/** A channel, thread or direct message. */
export function wireChannel(channel: Channel): JsonObject {
  const common = {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    last_message_id: [...channel.messages.keys()].at(-1) ?? null,
    flags: 0,
  };
  if (channel.guildId === null) return { ...common, name: undefined, recipients: undefined };
  const inGuild = {
    ...common,
    guild_id: channel.guildId,
    parent_id: channel.parentId,
    rate_limit_per_user: channel.slowmodeSeconds,
  };
  if (isThread(channel)) {
    const metadata = {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: 1440,
      archive_timestamp: new Date(0).toISOString(),
    };
    return {
      ...inGuild,
      owner_id: [...channel.people][0],
      message_count: channel.messages.size,
      member_count: channel.people.size,
      thread_metadata: metadata,
    };
  }
  const overwrites = channel.overwrites.map((one) => ({
    id: one.id,
    type: one.type === 'role' ? 0 : 1,
    allow: String(one.allow),
    deny: String(one.deny),
  }));
  return { ...inGuild, position: 0, nsfw: channel.nsfw, topic: null, permission_overwrites: overwrites };
}

/** A direct message with the other people in it. */
export function wireDm(world: World, channel: Channel): JsonObject {
  const others = [...channel.people].filter((id) => id !== world.bot.id);
  return { ...wireChannel(channel), recipients: others.map((id) => wireUserById(world, id)) };
}

/** A member; `permissions` stands in interactions only. */
export function wireMember(world: World, member: Member, permissions?: bigint): JsonObject {
  return {
    user: wireUserById(world, member.userId),
    roles: member.roles,
    nick: member.nick,
    avatar: null,
    banner: null,
    joined_at: new Date(member.joinedAt).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: member.timedOutUntil > 0 ? new Date(member.timedOutUntil).toISOString() : null,
    permissions: permissions === undefined ? undefined : String(permissions),
  };
}

/** A guild as GUILD_CREATE carries it; give the channels of a guild that is not kept. */
export function wireGuild(world: World, guild: Guild, ownChannels: readonly Channel[] | null): JsonObject {
  const channels = ownChannels ?? [...guild.channelIds].flatMap((id) => world.channels.get(id) ?? []);
  const bot = guild.members.get(world.bot.id);
  return {
    ...wireGuildFacts(guild),
    roles: [...guild.roles.values()].map(wireRole),
    emojis: guild.emojis.map((one) => ({
      ...one,
      roles: [],
      require_colons: true,
      managed: false,
      animated: false,
      available: true,
    })),
    channels: channels.filter((one) => !isThread(one)).map(wireChannel),
    threads: channels.filter((one) => isThread(one)).map(wireChannel),
    members: bot ? [wireMember(world, bot)] : [],
    joined_at: bot ? new Date(bot.joinedAt).toISOString() : undefined,
    member_count: guild.members.size,
    large: false,
    unavailable: false,
    stage_instances: [],
    presences: [],
    voice_states: [],
    stickers: [],
    soundboard_sounds: [],
    guild_scheduled_events: [],
  };
}

/** A promised guild's payload, built for one sending and not kept. */
export function wireLazyGuild(world: World, build: () => Guild): JsonObject {
  const guild = build();
  return wireGuild(world, guild, lazyChannels(guild));
}

/** The plain facts of a guild, as GET /guilds/{id} gives them besides roles and emojis. */
export function wireGuildFacts(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    features: [],
    preferred_locale: guild.locale,
    premium_tier: guild.premiumTier,
    nsfw_level: 0,
    verification_level: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    default_message_notifications: 1,
    afk_timeout: 300,
    afk_channel_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    application_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    max_members: 500_000,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    home_header: null,
    region: 'deprecated',
    widget_enabled: false,
    widget_channel_id: null,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    nsfw: false,
    incidents_data: null,
  };
}
