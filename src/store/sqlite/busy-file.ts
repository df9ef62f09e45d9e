import { setTimeout as delay } from 'node:timers/promises';

import { createLock } from '../../kit/limit.ts';
import { isFileBusy } from './trouble.ts';

/** How long a call waits for another process that has the file; then it fails, or is tried again later. */
export const BUSY_TIMEOUT_MS = 5_000;
const INTERVAL_MS = 50;

/** The time by which is waited. */
export interface WaitingTime {
  /** Milliseconds since any instant. */
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
}

/** The machine's own. */
export const SYSTEM_TIME: WaitingTime = {
  now: () => performance.now(),
  sleep: async (milliseconds) => delay(milliseconds),
};

export interface BusyFile {
  /** Does the work, again and again while another process has the file; throws its error when that takes too long. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Ends all waiting: calls that wait give up; resolves when they have. */
  close(): Promise<void>;
}

/**
 * Waits for another process that has the file, without holding up anybody else: SQLite's own wait would stop the whole
 * process, acknowledgements included. `stepAside` lets others use the database meanwhile and resolves, once it is one's
 * turn again, after the given pause. Waiting calls form a queue, so that only its head asks again and again.
 */
export function createBusyFile(
  stepAside: (pause: Promise<void>) => Promise<void>,
  { now, sleep }: WaitingTime,
): BusyFile {
  const line = createLock();
  let isClosed = false;

  async function waitInLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const deadline = now() + BUSY_TIMEOUT_MS;
    const place = line();
    let leave: (() => void) | undefined;
    await stepAside(place.then((next) => void (leave = next)));
    try {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          if (!isFileBusy(error) || isClosed || now() >= deadline) throw error;
        }
        await stepAside(sleep(INTERVAL_MS));
      }
    } finally {
      leave?.();
    }
  }

  return {
    async attempt(work) {
      try {
        return await work();
      } catch (error) {
        if (!isFileBusy(error) || isClosed) throw error;
      }
      return await waitInLine(work);
    },
    async close() {
      isClosed = true;
      const leave = await line();
      leave();
    },
  };
}
