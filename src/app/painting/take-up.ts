import type { Picture } from '../../core/picture/generation.ts';
import { keyOf } from '../../core/picture/picture-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Following } from './follow.ts';

/** An error may leave a picture without anybody; for no longer than that. */
const INTERVAL_MS = 60_000;

export interface TakeUpDeps {
  journal: Journal;
  imageApi: ImageApi;
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
  following: Following;
  /** Goes on with a picture by its state; does nothing when it is followed already. */
  goOn(picture: Picture): void;
  /** Tells about what has ended and was not told. */
  deliver(generationId: string): void;
  /** Looks whether something that waits can be begun. */
  wake(): void;
}

export interface TakeUp {
  /**
   * Takes up every picture that is not followed, and delivers ends that were not told; returns the pictures taken up.
   */
  takeUp(): Promise<Picture[]>;
  /** Does so every minute until the process stops. */
  keepTakingUp(): Promise<void>;
}

/** Builds the search for unfinished work: all of it after a restart, later what an error left behind. */
export function createTakeUp(deps: TakeUpDeps): TakeUp {
  const { journal, imageApi, clock, log, stopping, following } = deps;

  async function takeUp(): Promise<Picture[]> {
    for (const generationId of await journal.untold()) deps.deliver(generationId);
    const left = (await journal.inStates(['submitting', 'running', 'uncertain'])).filter(
      (picture) => !following.isFollowed(picture),
    );
    for (const picture of left) {
      const found = picture.state === 'submitting' ? await markUncertain(picture) : picture;
      if (found !== undefined) deps.goOn(found);
    }
    return left;
  }

  /** A submit that was cut off may have reached Krea: it is never sent again. */
  async function markUncertain(picture: Picture): Promise<Picture | undefined> {
    if (imageApi.time() === undefined) await imageApi.reach();
    return await following.follow(picture, async () => {
      // It was cut off before now, by Krea's clock as well.
      const now = imageApi.time()?.latest;
      const isLater = now !== undefined && picture.submitFrom !== null && now >= picture.submitFrom;
      return await journal.move(
        keyOf(picture),
        'submitting',
        'uncertain',
        clock.now(),
        isLater ? { submitTo: now } : {},
      );
    });
  }

  return {
    takeUp,
    async keepTakingUp() {
      while (!stopping.aborted) {
        await clock.sleep(INTERVAL_MS, stopping);
        if (stopping.aborted) return;
        // After an error the queue is only read at the next request, which may never come: read it now.
        deps.wake();
        try {
          const left = await takeUp();
          if (left.length > 0) log.warn({ pictures: left.length }, 'pictures that nobody followed were taken up');
        } catch (error) {
          log.error({ err: error }, 'it could not be looked whether somebody follows every picture');
        }
      }
    },
  };
}
