import type { Clock } from '../clock.ts';
import type { Events } from '../jobs/events.ts';

export type WaitOptions = {
  /** What is awaited, in words, for the message of a failure. */
  what?: string;
  timeoutMs?: number;
};

/** Looks after every event whether something has become true; a generous deadline ends a wait in vain. */
export function waitFor<T>(
  events: Events,
  clock: Clock,
  predicate: () => T,
  state: () => string,
  { what = predicate.toString(), timeoutMs = 60_000 }: WaitOptions,
): Promise<NonNullable<T>> {
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      try {
        const found = predicate();
        if (found === undefined || found === null || !found) return false;
        resolve(found);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      stop();
      return true;
    };
    const timer = clock.after(timeoutMs, () => {
      stop();
      reject(new Error(`waited ${timeoutMs} ms in vain for: ${what}\n${state()}`));
    });
    const unlisten = events.onAny(look);
    const stop = (): void => {
      timer();
      unlisten();
    };
    look();
  });
}
