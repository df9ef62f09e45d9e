import { ChannelType, InteractionContextType } from 'discord.js';

import { directChannel } from '../state/channels.ts';
import type { Channel, Interaction } from '../state/entities.ts';
import type { Json, JsonObject } from '../state/json.ts';
import { permissionsIn } from '../state/permissions.ts';
import type { World } from '../state/world.ts';
import { wireChannel, wireDm, wireMember, wireUserById } from './guilds.ts';
import { wireMessage } from './messages.ts';

type Base = Pick<
  Interaction,
  'id' | 'token' | 'type' | 'userId' | 'appPermissions' | 'owners' | 'uploadLimit' | 'sourceMessageId'
>;

/** Where an interaction happens: server, direct message with the bot, or another private channel. */
export function contextOf(world: World, channel: Channel, userId: string): InteractionContextType {
  if (channel.guildId !== null) return InteractionContextType.Guild;
  const isBotDm = channel.type === ChannelType.DM && channel === directChannel(world, userId);
  return isBotDm ? InteractionContextType.BotDM : InteractionContextType.PrivateChannel;
}

/** INTERACTION_CREATE's payload. */
export function wireInteraction(world: World, base: Base, channel: Channel, locale: string, data: Json): JsonObject {
  const guild = world.guilds.get(channel.guildId ?? '');
  const member = guild?.members.get(base.userId);
  const permissions = permissionsIn(world, base.userId, channel);
  const source = base.sourceMessageId === null ? undefined : channel.messages.get(base.sourceMessageId);
  const shown =
    channel.guildId === null
      ? wireDm(world, channel)
      : { ...wireChannel(channel), nsfw: nsfwOf(world, channel), permissions: String(permissions) };
  return {
    id: base.id,
    application_id: world.applicationId,
    type: base.type,
    token: base.token,
    version: 1,
    data,
    guild_id: guild?.id,
    guild: guild && { id: guild.id, locale: guild.locale, features: [] },
    channel_id: channel.id,
    channel: shown,
    member: member && wireMember(world, member, permissions),
    user: member ? undefined : wireUserById(world, base.userId),
    message: source && wireMessage(world, source),
    locale,
    guild_locale: guild?.locale,
    app_permissions: String(base.appPermissions),
    entitlements: [],
    authorizing_integration_owners: { ...base.owners },
    context: contextOf(world, channel, base.userId),
    attachment_size_limit: base.uploadLimit,
  };
}

/** Threads have the age restriction of their parent. */
export function nsfwOf(world: World, channel: Channel): boolean {
  return channel.nsfw || world.channels.get(channel.parentId ?? '')?.nsfw === true;
}
