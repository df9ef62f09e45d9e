import type { Clock } from './app/ports/clock.ts';
import type { Log } from './app/ports/log.ts';

const INTERVAL_MS = 15_000;

/** Whether something that has to answer did so when it was last asked. */
export interface Pulse {
  isAlive(): boolean;
}

/** Asks every 15 seconds until the process stops; alive until the first answer proves otherwise. */
export function takePulse(check: () => Promise<unknown>, { clock, log, stopping }: { clock: Clock; log: Log; stopping: AbortSignal }): Pulse {
  let isAlive = true;
  const beat = async (): Promise<void> => {
    while (!stopping.aborted) {
      try {
        await check();
        isAlive = true;
      } catch (error) {
        isAlive = false;
        log.error({ err: error }, 'the ledger does not answer');
      }
      await clock.sleep(INTERVAL_MS, stopping);
    }
  };
  void beat();
  return { isAlive: () => isAlive };
}
