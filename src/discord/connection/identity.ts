import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import { safeError } from '../rest/safe-error.ts';

const identitySchema = z.object({ id: z.string(), bot: z.object({ id: z.string() }).optional() });

/** Who the bot is, by its token; names the setting when Discord does not take that. */
export async function readIdentity(rest: REST): Promise<{ applicationId: string; botUserId: string }> {
  const { id, bot } = identitySchema.parse(await rest.get(Routes.currentApplication()).catch(nameSetting));
  return { applicationId: id, botUserId: bot?.id ?? id };
}

function nameSetting(error: unknown): never {
  throw safeError(error).status === 401 ? refusedToken(error) : error;
}

/** The commonest mistake of a first start: without the setting's name, "401: Unauthorized" could be Krea's as well. */
export function refusedToken(cause?: unknown): Error {
  const told = new Error(
    'DISCORD_TOKEN: Discord does not accept it; reset it under Bot in the developer portal and copy the new one',
    { cause },
  );
  return Object.assign(told, { code: 'TokenInvalid' });
}
