import { repeatLast } from '../../kit/backoff.ts';
import { retryErrors } from '../../kit/retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { errorFields, safeError } from '../rest/safe-error.ts';

/** Waits between attempts, in milliseconds; the last one repeats. */
const DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000];
/**
 * The token is wrong, or the application may not do this; once may be Discord's mistake, so many times in a row is not.
 */
const HOPELESS_STATUS = new Set([401, 403]);
const HOPELESS_BELIEVED = 4;
const HOPELESS_CODES = new Set<unknown>(['TokenInvalid']);

export interface RetryDiscordDeps {
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
}

/**
 * Repeats what Discord does not let through at the moment. Rejects when trying again cannot help, or the process stops.
 */
export async function retryDiscord<Result>(
  what: string,
  work: () => Promise<Result>,
  { clock, log, stopping }: RetryDiscordDeps,
): Promise<Result> {
  let hopeless = 0;

  function waitAfter(error: unknown, tries: number): number {
    const { status, code } = safeError(error);
    hopeless = HOPELESS_CODES.has(code) || (status !== null && HOPELESS_STATUS.has(status)) ? hopeless + 1 : 0;
    if (hopeless >= HOPELESS_BELIEVED) throw error;
    const waitMs = repeatLast(DELAYS_MS, tries);
    log.warn({ what, ...errorFields(error), waitMs }, 'Discord cannot be used now, trying again');
    return waitMs;
  }

  return await retryErrors(work, waitAfter, { clock, stopping });
}
