import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

const identitySchema = z.object({ id: z.string(), bot: z.object({ id: z.string() }).optional() });

/** Who the bot is, by its token. */
export async function readIdentity(rest: REST): Promise<{ applicationId: string; botUserId: string }> {
  const { id, bot } = identitySchema.parse(await rest.get(Routes.currentApplication()));
  return { applicationId: id, botUserId: bot?.id ?? id };
}
