import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

/** However long Discord says that it takes, it is asked again after that time. */
const MAX_WAIT_MS = 5 * 60_000;
const MIN_WAIT_MS = 5_000;

const gatewaySchema = z.object({
  shards: z.number().default(1),
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }).optional(),
});

/** Waits while the day's session starts are used up; asking costs none. Throws what REST throws. */
export async function awaitSessions(
  rest: Pick<REST, 'get'>,
  { clock, log, stopping }: { clock: Clock; log: Log; stopping: AbortSignal },
): Promise<void> {
  while (!stopping.aborted) {
    const { shards, session_start_limit: limit } = gatewaySchema.parse(await rest.get(Routes.gatewayBot()));
    if (limit === undefined || limit.remaining >= shards) return;
    const { total, remaining, reset_after: resetAfterMs } = limit;
    log.error(
      { total, remaining, shards, resetAfterMs },
      'the session starts of this day are used up: waiting until Discord gives new ones',
    );
    await clock.sleep(Math.min(Math.max(resetAfterMs, MIN_WAIT_MS), MAX_WAIT_MS), stopping);
  }
}
