import type { Clock } from '../../src/ports/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass: sleepers wake in order, and what they begin comes to rest before the next one wakes. */
  pass(milliseconds: number): Promise<void>;
  /** Moves the wall clock ahead, or with a negative number back, without letting time pass. */
  step(milliseconds: number): void;
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
  // Sleepers and durations go by the monotonic time; the wall clock is that, plus whatever it was set to.
  let [elapsed, offset] = [0, start];
  const sleepers = new Set<Sleeper>();

  return {
    now: () => offset + elapsed,
    monotonic: () => elapsed,
    step: (milliseconds) => void (offset += milliseconds),
    settle,
    async sleep(milliseconds, signal) {
      if (signal?.aborted === true) return;
      await new Promise<void>((resolve) => {
        const sleeper: Sleeper = {
          // Whole milliseconds, as the system's clock tells them.
          at: Math.ceil(elapsed + milliseconds),
          wake() {
            sleepers.delete(sleeper);
            // Left behind, they would pile up: each new one is compared with all before it, and a month has 43,200
            // minutes.
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      });
    },
    async pass(milliseconds) {
      const end = elapsed + milliseconds;
      await settle();
      for (;;) {
        const [next] = [...sleepers].toSorted((one, other) => one.at - other.at);
        if (next === undefined || next.at > end) break;
        elapsed = Math.max(elapsed, next.at);
        next.wake();
        await settle();
      }
      elapsed = end;
    },
  };
}
