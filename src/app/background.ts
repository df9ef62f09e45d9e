import type { Log } from './ports/log.ts';

/** Work that nobody waits for: its errors are logged, and a shutdown can stop it and see it end. */
export interface Background {
  start(name: string, work: () => Promise<void>): void;
  /** Aborted when the process is to end: sleeps wake up and nothing new is begun. */
  readonly stopping: AbortSignal;
  /** Stops taking work and resolves when everything begun has come to rest. */
  stop(): Promise<void>;
}

/** Keeps track of work that goes on behind the answers. */
export function createBackground(log: Log): Background {
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
      while (running.size > 0) await Promise.all(running);
    },
  };
}
