import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

const OPEN_LIMIT_MS = 15_000;
const channelSchema = z.object({ id: z.string() });

/**
 * The id of the channel for direct messages with a person; Discord makes it when there is none. Throws what REST
 * throws.
 */
export async function openDirect(rest: Pick<REST, 'post'>, userId: string): Promise<string> {
  const answer = await rest.post(Routes.userChannels(), {
    body: { recipient_id: userId },
    signal: AbortSignal.timeout(OPEN_LIMIT_MS),
  });
  return channelSchema.parse(answer).id;
}
