import { Routes } from 'discord.js';
import type { REST } from 'discord.js';

import { repeatLast } from '../../kit/backoff.ts';
import { retry } from '../../kit/retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { safeError } from '../rest/safe-error.ts';

const FIRST_DELAY_MS = 1_000;
/** Waits between looks at the token, in milliseconds; the last one repeats. */
const DELAYS_MS = [2_000, 5_000, 15_000, 60_000];
/** So many refusals in a row are believed. */
const REFUSALS_BELIEVED = 4;
const UNAUTHORIZED = 401;

export interface KeptToken {
  /** Whether Discord has refused the token so often that the operator has to set another one. */
  isRefused(): boolean;
}

/**
 * Has the REST client keep its token: discord.js forgets it at the first 401, and from then on refuses every request
 * by itself until a restart. Discord has answered 401 to good tokens; whether ours is one is asked until that is clear.
 */
export function keepToken(
  rest: REST,
  token: string,
  { clock, log, stopping }: { clock: Clock; log: Log; stopping: AbortSignal },
): KeptToken {
  const request = rest.request.bind(rest);
  let [isAsking, isRefused] = [false, false];

  async function ask(): Promise<void> {
    let refusals = 0;

    /** Whether Discord takes the token. */
    async function look(tries: number): Promise<boolean> {
      try {
        await rest.get(Routes.currentApplication());
        log.info({ tries: tries + 1 }, 'Discord takes the token: a refusal was passing');
        isRefused = false;
        return true;
      } catch (error) {
        // An outage says nothing about the token.
        if (safeError(error).status !== UNAUTHORIZED) return false;
        refusals += 1;
        if (refusals !== REFUSALS_BELIEVED) return false;
        isRefused = true;
        log.error({ refusals }, 'Discord refuses the token: reset DISCORD_TOKEN and start again');
        return false;
      }
    }

    await clock.sleep(FIRST_DELAY_MS, stopping);
    if (stopping.aborted) return;
    await retry(look, (isTaken, tries) => (isTaken ? undefined : repeatLast(DELAYS_MS, tries)), { clock, stopping });
  }

  function doubt(): void {
    if (isAsking || stopping.aborted) return;
    isAsking = true;
    void ask().finally(() => (isAsking = false));
  }

  rest.request = async (options) => {
    rest.setToken(token);
    try {
      return await request(options);
    } catch (error) {
      if (options.auth !== false && safeError(error).status === UNAUTHORIZED) doubt();
      throw error;
    }
  };
  return { isRefused: () => isRefused };
}
