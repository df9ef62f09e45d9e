import { nameOf } from './picture-key.ts';
import type { PictureKey } from './ports/journal.ts';
import type { Clock } from './ports/clock.ts';

/** Lets a webhook or a cancel wake up whoever waits for a picture. */
export interface Nudges {
  nudge(key: PictureKey): void;
  /** Sleeps until the time is over, the picture is nudged or the signal is aborted. */
  sleep(key: PictureKey, milliseconds: number, stopping: AbortSignal): Promise<void>;
}

/** Sleeps that can be cut short, by picture. */
export function createNudges(clock: Clock): Nudges {
  const sleepers = new Map<string, AbortController>();

  return {
    nudge: (key) => sleepers.get(nameOf(key))?.abort(),
    async sleep(key, milliseconds, stopping) {
      const controller = new AbortController();
      sleepers.set(nameOf(key), controller);
      try {
        await clock.sleep(milliseconds, AbortSignal.any([controller.signal, stopping]));
      } finally {
        if (sleepers.get(nameOf(key)) === controller) sleepers.delete(nameOf(key));
      }
    },
  };
}
