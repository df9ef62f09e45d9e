import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** After an error; what caused it may be over by then. */
const PAUSE_AFTER_ERROR_MS = 10 * 60_000;

export interface KeepDoingDeps {
  clock: Pick<Clock, 'sleep'>;
  stopping: AbortSignal;
  log: Log;
}

/**
 * Does one round of work after the other until the process stops, each followed by the pause that it resolves with, in
 * milliseconds. An error costs its round alone: otherwise nothing would do the work before the next start.
 */
export async function keepDoing(
  work: string,
  { clock, stopping, log }: KeepDoingDeps,
  round: () => Promise<number>,
): Promise<void> {
  while (!stopping.aborted) {
    let pauseMs = PAUSE_AFTER_ERROR_MS;
    try {
      pauseMs = await round();
    } catch (error) {
      if (!stopping.aborted) log.error({ err: error, work }, 'background work failed');
    }
    await clock.sleep(pauseMs, stopping);
  }
}
