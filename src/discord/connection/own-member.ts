import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import type { OwnMember } from '../../ports/server.ts';

const memberSchema = z.object({ roles: z.array(z.string()) });

/** Asks Discord which roles the bot has in a server: without intents no event says so. */
export function createOwnMember(rest: REST, botUserId: string): OwnMember {
  return async (guildId) => {
    const { roles } = memberSchema.parse(await rest.get(Routes.guildMember(guildId, botUserId)));
    return { id: botUserId, roleIds: roles };
  };
}
