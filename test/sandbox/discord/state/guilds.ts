import { ChannelType } from 'discord.js';
import type { PermissionsString } from 'discord.js';

import type { Channel, Guild } from './entities.ts';
import { permissionBits } from './permissions.ts';
import type { World } from './world.ts';

const MIB = 1024 * 1024;
const YEAR_MS = 365n * 24n * 3_600_000n;

/** What everybody may do in a fresh server. */
export const MEMBER_PERMISSIONS: readonly PermissionsString[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'ReadMessageHistory',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'CreatePublicThreads',
  'UseApplicationCommands',
  'UseExternalApps',
  'UseExternalEmojis',
];
/** What the bot's own role may do in a fresh server. */
const BOT_PERMISSIONS: readonly PermissionsString[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'ReadMessageHistory',
  'EmbedLinks',
  'AttachFiles',
  'UseExternalEmojis',
];

/** Bytes a file may have in a server of this boost tier. */
export function tierLimit(tier: number): number {
  if (tier >= 3) return 100 * MIB;
  return tier === 2 ? 50 * MIB : 10 * MIB;
}

/** A channel with nothing in it. */
export function blankChannel(
  fields: Pick<Channel, 'id' | 'type' | 'guildId' | 'name'> & { readonly parentId?: string | null },
): Channel {
  return {
    parentId: null,
    nsfw: false,
    overwrites: [],
    slowmodeSeconds: 0,
    autoModWords: [],
    archived: false,
    locked: false,
    people: new Set(),
    messages: new Map(),
    lastPostAt: new Map(),
    ...fields,
  };
}

export type NewGuild = {
  readonly name?: string;
  readonly ownerId?: string;
  readonly locale?: string;
  readonly premiumTier?: number;
  readonly everyone?: readonly PermissionsString[];
  readonly bot?: readonly PermissionsString[];
  /** False: the application is not in this server (user installs only). */
  readonly botInstalled?: boolean;
  readonly autoModWords?: readonly string[];
};

/** Builds a guild with its @everyone role and the bot's role and membership. */
export function buildGuild(world: World, input: NewGuild, id: string, botRoleId: string): Guild {
  const botInstalled = input.botInstalled ?? true;
  const premiumTier = input.premiumTier ?? 0;
  const ownerId = input.ownerId ?? world.ids.next();
  const joinedAt = world.now();
  const guild: Guild = {
    id,
    name: input.name ?? `Server ${id}`,
    ownerId,
    locale: input.locale ?? 'en-US',
    premiumTier,
    uploadLimit: tierLimit(premiumTier),
    autoModWords: [...(input.autoModWords ?? [])],
    botInstalled,
    roles: new Map([
      [
        id,
        {
          id,
          name: '@everyone',
          permissions: permissionBits(input.everyone ?? MEMBER_PERMISSIONS),
          position: 0,
          color: 0,
          mentionable: false,
        },
      ],
    ]),
    members: new Map([[ownerId, { userId: ownerId, roles: [], nick: null, joinedAt, timedOutUntil: 0 }]]),
    channelIds: new Set(),
    emojis: [],
  };
  if (botInstalled) {
    guild.roles.set(botRoleId, {
      id: botRoleId,
      name: world.bot.username,
      permissions: permissionBits(input.bot ?? BOT_PERMISSIONS),
      position: 1,
      color: 0,
      mentionable: false,
    });
    guild.members.set(world.bot.id, {
      userId: world.bot.id,
      roles: [botRoleId],
      nick: null,
      joinedAt,
      timedOutUntil: 0,
    });
  }
  return guild;
}

export type GuildSizes = { readonly channels?: number; readonly roles?: number; readonly emojis?: number };

/** Promises many guilds: only their ids exist until somebody looks. */
export function addLazyGuilds(world: World, count: number, sizes: GuildSizes): string[] {
  const channels = sizes.channels ?? 1;
  const roles = sizes.roles ?? 0;
  const emojis = sizes.emojis ?? 0;
  const span = 2 + channels + roles + emojis;
  const first = world.ids.reserve(count * span);
  const ownerId = world.ids.next();
  return Array.from({ length: count }, (_, index) => {
    // Servers come about over the years: their instants spread them over the shards.
    const base = first + BigInt(index * span) - ((YEAR_MS + BigInt(index)) << 22n);
    const at = (offset: number): string => String(base + BigInt(offset));
    world.lazyGuilds.set(at(0), () => {
      const emojiList = Array.from({ length: emojis }, (_, n) => ({
        id: at(2 + channels + roles + n),
        name: `emoji_${n}`,
      }));
      const guild: Guild = {
        ...buildGuild(world, { name: `Server ${index}`, ownerId }, at(0), at(1)),
        emojis: emojiList,
      };
      for (let n = 0; n < channels; n += 1) guild.channelIds.add(at(2 + n));
      for (let n = 0; n < roles; n += 1) {
        const id = at(2 + channels + n);
        guild.roles.set(id, { id, name: `role ${n}`, permissions: 0n, position: n + 2, color: 0, mentionable: false });
      }
      return guild;
    });
    return at(0);
  });
}

/** Finds a guild, building it and its channels if it was only promised. */
export function findGuild(world: World, id: string): Guild | undefined {
  const lazy = world.lazyGuilds.get(id);
  if (lazy === undefined) return world.guilds.get(id);
  world.lazyGuilds.delete(id);
  const guild = lazy();
  world.guilds.set(id, guild);
  for (const channel of lazyChannels(guild)) world.channels.set(channel.id, channel);
  return guild;
}

/** The channels of a guild that is not kept: for payloads that are sent once. */
export function lazyChannels(guild: Guild): Channel[] {
  return [...guild.channelIds].map((id, n) =>
    blankChannel({ id, type: ChannelType.GuildText, guildId: guild.id, name: `channel-${n}` }),
  );
}
