import { Routes } from 'discord.js';
import type { REST } from 'discord.js';

import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { safeError } from '../rest/safe-error.ts';

/** Waits before each look at the token, in milliseconds; the last one repeats. */
const DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 60_000];
/** So many refusals in a row are believed. */
const REFUSALS_BELIEVED = 4;
const UNAUTHORIZED = 401;

export interface KeptToken {
  /** Whether Discord has refused the token so often that somebody has to give the bot another one. */
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
    for (let [tries, refusals] = [0, 0]; !stopping.aborted; tries += 1) {
      await clock.sleep(DELAYS_MS[Math.min(tries, DELAYS_MS.length - 1)] ?? 0, stopping);
      if (stopping.aborted) return;
      try {
        await rest.get(Routes.currentApplication());
        log.info({ tries: tries + 1 }, 'Discord takes the token: a refusal was passing');
        isRefused = false;
        return;
      } catch (error) {
        // An outage says nothing about the token.
        if (safeError(error).status !== UNAUTHORIZED) continue;
        refusals += 1;
        if (refusals !== REFUSALS_BELIEVED) continue;
        isRefused = true;
        log.error({ refusals }, 'Discord refuses the token: reset DISCORD_TOKEN and start again');
      }
    }
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
