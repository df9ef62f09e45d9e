import type { PictureKey } from '../../core/picture/generation.ts';
import { pictureName } from '../../core/picture/picture-key.ts';
import type { Clock } from '../../ports/clock.ts';

/** Sleeps until the time is over, the picture is woken up or the signal is aborted. */
export type WakeableSleep = (milliseconds: number, stopping: AbortSignal) => Promise<void>;

/** Lets a webhook or a cancel end the sleep between two looks at a picture. */
export interface WakeUps {
  wake(key: PictureKey): void;
  /**
   * Runs work that sleeps between looks at a picture. A wake-up during a look cuts the next sleep short: none is
   * missed.
   */
  following<Value>(key: PictureKey, work: (sleep: WakeableSleep) => Promise<Value>): Promise<Value>;
}

/** Sleeps that can be cut short, by picture. */
export function createWakeUps(clock: Clock): WakeUps {
  const followers = new Map<string, { wake: AbortController }>();

  return {
    wake: (key) => followers.get(pictureName(key))?.wake.abort(),
    async following(key, work) {
      const follower = { wake: new AbortController() };
      followers.set(pictureName(key), follower);
      try {
        return await work(async (milliseconds, stopping) => {
          await clock.sleep(milliseconds, AbortSignal.any([follower.wake.signal, stopping]));
          follower.wake = new AbortController();
        });
      } finally {
        if (followers.get(pictureName(key)) === follower) followers.delete(pictureName(key));
      }
    },
  };
}
