import { ChannelType, DiscordAPIError, Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import { permissionsIn } from '../../core/rules/permissions.ts';
import type { IsAgeRestricted, IsMentionable, PermissionsIn } from '../../ports/server.ts';

const bits = z.string().regex(/^\d+$/).transform(BigInt);
const channelSchema = z.object({
  // A number: a kind that Discord adds later is met as an ordinary channel.
  type: z.number(),
  guild_id: z.string().optional(),
  nsfw: z.boolean().default(false),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(z.object({ id: z.string(), allow: bits, deny: bits })).default([]),
});
const guildSchema = z.object({ owner_id: z.string(), roles: z.array(z.object({ id: z.string(), permissions: bits })) });
const rolesSchema = z.array(z.object({ id: z.string(), mentionable: z.boolean().default(false) }));

async function readChannel(rest: REST, channelId: string): Promise<z.infer<typeof channelSchema> | undefined> {
  try {
    return channelSchema.parse(await rest.get(Routes.channel(channelId)));
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}

const PRIVATE_THREAD: number = ChannelType.PrivateThread;
const PUBLIC_THREADS: ReadonlySet<number> = new Set([ChannelType.PublicThread, ChannelType.AnnouncementThread]);

/**
 * Asks Discord what a member may do in another channel of their server, for we keep no channels ourselves.
 * Undefined when the channel is gone, hidden from the bot, of another server, or a private thread.
 */
export function createPermissionsIn(rest: REST): PermissionsIn {
  return async (guildId, channelId, member) => {
    const channel = await readChannel(rest, channelId);
    if (channel === undefined || channel.guild_id !== guildId || channel.type === PRIVATE_THREAD) return undefined;
    const isThread = PUBLIC_THREADS.has(channel.type);
    const parent = isThread && channel.parent_id ? await readChannel(rest, channel.parent_id) : channel;
    if (parent === undefined) return undefined;
    const { owner_id: ownerId, roles } = guildSchema.parse(await rest.get(Routes.guild(guildId)));
    return permissionsIn(member, { id: guildId, ownerId, roles }, parent.permission_overwrites);
  };
}

/** Asks Discord whether age-restricted content may be seen in a channel, or in the channel that a thread belongs to. */
export function createIsAgeRestricted(rest: REST): IsAgeRestricted {
  return async (channelId) => {
    const channel = await readChannel(rest, channelId);
    const isThread = channel !== undefined && (PUBLIC_THREADS.has(channel.type) || channel.type === PRIVATE_THREAD);
    const holder = isThread && channel.parent_id ? await readChannel(rest, channel.parent_id) : channel;
    return holder?.nsfw;
  };
}

/** Asks Discord whether everyone may mention a role. */
export function createIsMentionable(rest: REST): IsMentionable {
  return async (guildId, roleId) =>
    rolesSchema.parse(await rest.get(Routes.guildRoles(guildId))).find(({ id }) => id === roleId)?.mentionable;
}
