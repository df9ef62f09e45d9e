import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

const INTERVAL_MS = 15_000;
/** Longer than the records wait for another process: then the disk itself hangs, and what hangs fails with no error. */
const PATIENCE_MS = 10_000;

/** Whether something that has to answer did so when it was last asked. */
export interface Pulse {
  isAlive(): boolean;
}

/**
 * Asks every 15 seconds until the process stops, never twice at once; alive until an answer, or the lack of one, proves
 * otherwise.
 */
export function takePulse(
  check: () => Promise<unknown>,
  { clock, log, stopping }: { clock: Clock; log: Log; stopping: AbortSignal },
): Pulse {
  let isAlive = true;

  async function beat(): Promise<void> {
    const answered = new AbortController();
    void loseAfter(answered.signal);
    try {
      await check();
      isAlive = true;
    } catch (error) {
      lose({ err: error });
    } finally {
      answered.abort();
    }
  }

  async function loseAfter(answered: AbortSignal): Promise<void> {
    await clock.sleep(PATIENCE_MS, answered);
    if (!answered.aborted && !stopping.aborted) lose({ waitedMs: PATIENCE_MS });
  }

  function lose(why: object): void {
    isAlive = false;
    log.error(why, 'the ledger does not answer');
  }

  async function goOn(): Promise<void> {
    while (!stopping.aborted) {
      await beat();
      await clock.sleep(INTERVAL_MS, stopping);
    }
  }

  void goOn();
  return { isAlive: () => isAlive };
}
