import type { Clock } from '../../src/app/ports/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass: sleepers wake in order, and what they begin comes to rest before the next one wakes. */
  pass(milliseconds: number): Promise<void>;
  /** Lets everything that needs no time come to rest. */
  settle(): Promise<void>;
}

interface Sleeper {
  at: number;
  wake(): void;
}

async function settle(): Promise<void> {
  // Each turn of the event loop runs every promise that can run; a few of them reach the end of any chain here.
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

/** A clock that stands still until a test lets time pass. */
export function createFakeClock(start = Date.UTC(2026, 10, 5)): FakeClock {
  let now = start;
  const sleepers = new Set<Sleeper>();

  return {
    now: () => now,
    settle,
    async sleep(milliseconds, signal) {
      if (signal?.aborted === true) return;
      await new Promise<void>((resolve) => {
        const sleeper: Sleeper = {
          // Whole milliseconds, as the system's clock tells them.
          at: Math.ceil(now + milliseconds),
          wake() {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      });
    },
    async pass(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const [next] = [...sleepers].toSorted((one, other) => one.at - other.at);
        if (next === undefined || next.at > end) break;
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}
