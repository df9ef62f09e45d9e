import type { Log } from '../ports/log.ts';

const DEADLINE_MS = 8000;

export interface Lifecycle {
  /** Aborted as soon as a shutdown begins, so that waiting ends before the steps need it to. */
  readonly stopping: AbortSignal;
  /** Adds a step of the clean shutdown. The last one added runs first; each is awaited. */
  onShutdown(name: string, step: () => Promise<void> | void): void;
  /**
   * Runs all steps once and exits: with `code` (0 unless told), or with 1 when a step failed or the deadline passed.
   */
  shutdown(reason: string, code?: number): void;
  /** Shuts down on SIGTERM and SIGINT, at once on the second of them; ends with 1 on uncaught errors. */
  installSignalHandlers(source: NodeJS.EventEmitter): void;
}

interface Dependencies {
  /** Must write before it returns: the process ends right after the last line. */
  log: Log;
  exit: (code: number) => void;
  /** How long all steps together may take, in milliseconds; less than what the supervisor waits before it kills. */
  deadlineMs?: number;
}

/** Ends the process in order: on a signal the steps run in reverse order, and one that fails does not stop the rest. */
export function createLifecycle({ log, exit, deadlineMs = DEADLINE_MS }: Dependencies): Lifecycle {
  const steps: { name: string; step: () => Promise<void> | void }[] = [];
  const controller = new AbortController();
  let running: string | null = null;
  let hasEnded = false;

  function end(code: number): void {
    if (hasEnded) return;
    hasEnded = true;
    exit(code);
  }

  async function runSteps(deadline: NodeJS.Timeout, intended: number): Promise<void> {
    let code = intended;
    for (let next = steps.pop(); next !== undefined; next = steps.pop()) {
      running = next.name;
      try {
        await next.step();
      } catch (error) {
        code = 1;
        log.error({ step: next.name, err: error }, 'a step of the shutdown failed');
      }
    }
    clearTimeout(deadline);
    if (!hasEnded) log.info({}, 'shut down');
    end(code);
  }

  function shutdown(reason: string, code = 0): void {
    if (running !== null || hasEnded) return;
    running = 'start';
    controller.abort();
    log.info({ reason }, 'shutting down');
    const deadline = setTimeout(() => {
      log.error(
        { step: running, deadlineMs },
        'the shutdown took too long; what it left is taken up at the next start',
      );
      end(1);
    }, deadlineMs);
    void runSteps(deadline, code);
  }

  /** Not a clean shutdown: the state in memory can't be trusted any more, the one in the database can. */
  function crash(error: unknown, source: 'exception' | 'rejection'): void {
    if (hasEnded) return;
    try {
      log.error({ err: error, source }, 'ended by an error that nobody caught');
    } finally {
      end(1);
    }
  }

  return {
    stopping: controller.signal,
    onShutdown: (name, step) => void steps.push({ name, step }),
    shutdown,
    installSignalHandlers(source) {
      for (const signal of ['SIGTERM', 'SIGINT']) {
        source.on(signal, () => {
          if (running === null) return shutdown(signal);
          log.warn({ step: running, signal }, 'asked to end a second time; ending at once');
          return end(1);
        });
      }
      source.on('uncaughtException', (error: unknown) => crash(error, 'exception'));
      source.on('unhandledRejection', (error: unknown) => crash(error, 'rejection'));
    },
  };
}
