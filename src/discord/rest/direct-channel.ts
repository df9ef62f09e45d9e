import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import { withinTime } from '../../kit/time-limit.ts';

const OPEN_LIMIT_MS = 15_000;
const channelSchema = z.object({ id: z.string() });

/**
 * The id of the channel for direct messages with a person; Discord makes it when there is none. Throws what REST
 * throws.
 */
export async function openDirect(rest: Pick<REST, 'post'>, userId: string): Promise<string> {
  const body = { recipient_id: userId };
  const answer = await withinTime(OPEN_LIMIT_MS, async (signal) => rest.post(Routes.userChannels(), { body, signal }));
  return channelSchema.parse(answer).id;
}
