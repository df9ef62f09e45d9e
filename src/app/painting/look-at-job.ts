import type { PictureKey } from '../../core/picture/generation.ts';
import type { Clock } from '../../ports/clock.ts';
import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { ImageApi, JobView } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import { endOf } from './job-end.ts';

/** A job as it was seen, and whether it was before or after we had it cancelled. */
export interface Look {
  view: JobView;
  hasAsked: boolean;
}

/** A job, with the prompt that must not be told. */
export interface WatchedJob {
  remoteId: string;
  prompt: string;
}

export interface Looker {
  /**
   * Looks at a job and, when it is to be cancelled and has not ended by itself, has it cancelled and looks again. Never
   * throws.
   */
  look(key: PictureKey, job: WatchedJob, isToCancel: boolean): Promise<Look | ImageApiUnavailable>;
  /** For how long no look at any job succeeded, in milliseconds; null when the latest one did. */
  blindMs(): number | null;
}

/** Builds the looks at jobs, and remembers since when none succeeds. */
export function createLooker({ imageApi, clock, log }: { imageApi: ImageApi; clock: Clock; log: Log }): Looker {
  let blindSince: number | null = null;

  async function seen({ remoteId, prompt }: WatchedJob, isToCancel: boolean): Promise<Look> {
    const view = await imageApi.look(remoteId, prompt);
    // Cancelling deletes it: what has ended by itself, in an outage for instance, may be a paid picture. And one that
    // is
    // missing already was not ended by us.
    if (!isToCancel || view.state === 'missing' || endOf(view, null) !== undefined) return { view, hasAsked: false };
    await imageApi.cancel(remoteId);
    return { view: await imageApi.look(remoteId, prompt), hasAsked: true };
  }

  return {
    async look(key, job, isToCancel) {
      try {
        const look = await seen(job, isToCancel);
        blindSince = null;
        return look;
      } catch (error) {
        blindSince ??= clock.monotonic();
        const isExpected = error instanceof ImageApiUnavailable;
        log[isExpected ? 'warn' : 'error'](
          { ...key, remoteId: job.remoteId, err: error },
          'job cannot be looked at now',
        );
        // Whatever it was, it must not end the waiting: the picture would hold its place and its money without anybody.
        return isExpected ? error : new ImageApiUnavailable('the job could not be looked at', { cause: error });
      }
    },
    blindMs: () => (blindSince === null ? null : clock.monotonic() - blindSince),
  };
}
