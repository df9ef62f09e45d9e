import { DiscordAPIError, Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import type { Directory } from '../app/ports/directory.ts';
import { withinTime } from './time-limit.ts';

/** Somebody waits for a picture meanwhile. */
const ANSWER_LIMIT_MS = 5_000;

const ACCEPTED = 2;
/** Whoever may reset the bot's token can do with the bot what they like; those who may only read cannot. */
const DECIDING_ROLES: ReadonlySet<string | undefined> = new Set(['admin', 'developer']);

const personSchema = z.object({ id: z.string() });
const applicationSchema = z.object({
  owner: personSchema.nullish(),
  team: z
    .object({
      owner_user_id: z.string().nullish(),
      members: z.array(z.object({ user: personSchema, membership_state: z.number(), role: z.string().optional() })).default([]),
    })
    .nullish(),
});
const guildSchema = z.object({ owner_id: z.string() });
const channelSchema = z.object({ parent_id: z.string().nullish() });

/** Asks Discord over its REST. */
export function createDirectory(rest: REST): Directory {
  const get = async (route: `/${string}`): Promise<unknown> => withinTime(ANSWER_LIMIT_MS, async (signal) => rest.get(route, { signal }));

  return {
    async operators() {
      const { owner, team } = applicationSchema.parse(await get(Routes.currentApplication()));
      // The owner of a team's application is no person, but stands for the team.
      if (!team) return new Set(owner ? [owner.id] : []);
      const members = team.members.filter(({ membership_state: state, role }) => state === ACCEPTED && DECIDING_ROLES.has(role));
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
  };
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
