import { DiscordAPIError, Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import { withinTime } from '../../kit/time-limit.ts';
import type { Directory } from '../../ports/directory.ts';

/** Short, for a picture is waiting meanwhile. */
const ANSWER_LIMIT_MS = 5_000;

const NONE: ReadonlySet<string> = new Set();
const ACCEPTED = 2;
/** Team members who may reset the bot's token control the bot anyway; read-only members do not count. */
const DECIDING_ROLES: ReadonlySet<string | undefined> = new Set(['admin', 'developer']);

const withIdSchema = z.object({ id: z.string() });
const applicationSchema = z.object({
  owner: withIdSchema.nullish(),
  team: z
    .object({
      owner_user_id: z.string().nullish(),
      members: z
        .array(z.object({ user: withIdSchema, membership_state: z.number(), role: z.string().optional() }))
        .default([]),
    })
    .nullish(),
});
const guildSchema = z.object({ owner_id: z.string() });
const channelSchema = z.object({ guild_id: z.string().optional(), parent_id: z.string().nullish() });
const listSchema = z.array(withIdSchema);

/** Asks Discord over its REST. */
export function createDirectory(rest: REST): Directory {
  const get = async (route: `/${string}`): Promise<unknown> =>
    withinTime(ANSWER_LIMIT_MS, async (signal) => rest.get(route, { signal }));

  return {
    async operators() {
      const { owner, team } = applicationSchema.parse(await get(Routes.currentApplication()));
      // The owner of a team's application is no person, but stands for the team.
      if (!team) return new Set(owner ? [owner.id] : []);
      const members = team.members.filter(
        ({ membership_state: state, role }) => state === ACCEPTED && DECIDING_ROLES.has(role),
      );
      return new Set([...(team.owner_user_id ? [team.owner_user_id] : []), ...members.map(({ user }) => user.id)]);
    },

    async ownerOf(guildId) {
      const guild = await found(async () => get(Routes.guild(guildId)));
      return guild === undefined ? null : guildSchema.parse(guild).owner_id;
    },

    async parentOf(channelId) {
      const channel = await found(async () => get(Routes.channel(channelId)));
      return channel === undefined ? null : (channelSchema.parse(channel).parent_id ?? null);
    },

    async goneOf(guildId, { channelIds, roleIds }) {
      const listed = channelIds.length === 0 ? NONE : await idsAt(Routes.guildChannels(guildId));
      const known = roleIds.length === 0 ? NONE : await idsAt(Routes.guildRoles(guildId));
      // Threads stand in no list.
      const others = channelIds.filter((id) => !listed.has(id));
      const gone = await Promise.all(others.map(async (id) => isGone(guildId, id)));
      return { channelIds: others.filter((_, index) => gone[index]), roleIds: roleIds.filter((id) => !known.has(id)) };
    },
  };

  async function idsAt(route: `/${string}`): Promise<ReadonlySet<string>> {
    return new Set(listSchema.parse(await get(route)).map(({ id }) => id));
  }

  async function isGone(guildId: string, channelId: string): Promise<boolean> {
    try {
      return channelSchema.parse(await get(Routes.channel(channelId))).guild_id !== guildId;
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || (error.status !== 403 && error.status !== 404)) throw error;
      return error.status === 404;
    }
  }
}

/** What Discord answers; undefined when there is no such thing, or it is hidden from the bot. */
async function found(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}
