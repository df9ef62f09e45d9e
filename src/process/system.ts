import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { MAX_SEED } from '../core/picture/request.ts';
import type { Clock, NewSeed } from '../ports/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(milliseconds, signal) {
    try {
      await delay(milliseconds, undefined, { ...(signal !== undefined && { signal }) });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};

/** A seed from the machine's source of randomness. */
export const newSystemSeed: NewSeed = () => randomInt(MAX_SEED + 1);
