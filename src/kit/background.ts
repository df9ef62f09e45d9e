import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** An upload may take a minute; what is cut off is taken up at the next start. */
const MAX_REST_MS = 5_000;

/** Work without a caller that awaits it: its errors are logged, and a shutdown can stop it and see it end. */
export interface Background {
  start(name: string, work: () => Promise<void>): void;
  /** Aborted when the process is to end: sleeps wake up and nothing new is begun. */
  readonly stopping: AbortSignal;
  /** Stops taking work and resolves when everything begun has come to rest, or after five seconds. */
  stop(): Promise<void>;
}

/** Keeps track of work that goes on behind the answers. */
export function createBackground(log: Log, clock: Pick<Clock, 'sleep'>): Background {
  const running = new Set<Promise<void>>();
  const controller = new AbortController();

  return {
    stopping: controller.signal,
    start(name, work) {
      if (controller.signal.aborted) return;
      const task = work()
        .catch((error: unknown) => log.error({ err: error, work: name }, 'background work failed'))
        .finally(() => running.delete(task));
      running.add(task);
    },
    async stop() {
      controller.abort();
      const idle = new AbortController();
      const rest = async (): Promise<void> => {
        while (running.size > 0) await Promise.all(running);
        idle.abort();
      };
      await Promise.race([rest(), clock.sleep(MAX_REST_MS, idle.signal)]);
      if (running.size > 0) log.warn({ left: running.size }, 'work cut off: the next start takes it up');
    },
  };
}
