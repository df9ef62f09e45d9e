import { z } from 'zod';

import type { Clock } from '../../ports/clock.ts';
import type { ImageApi, SubmitOutcome } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Cache } from '../../ports/store/storage.ts';

const CACHE_KEY = 'krea-trouble';
/** Trouble that was not met again for a day is over. */
const LIFE_MS = 24 * 60 * 60_000;

const troubleSchema = z.object({ reason: z.enum(['token-refused', 'not-permitted', 'balance-empty']), at: z.number() });

/** What stops every picture until the operator mends it, and when it was met last (epoch milliseconds). */
export type Trouble = z.infer<typeof troubleSchema>;

/** The trouble met lately; undefined when a picture was taken since, or none was refused so. */
export async function readTrouble(cache: Cache): Promise<Trouble | undefined> {
  return troubleSchema.safeParse(await cache.get(CACHE_KEY)).data;
}

/**
 * The image API as it is, remembering on the side when it refused for the operator's sake. A submit never waits
 * for that: what it may have paid for has to be written down first.
 */
export function rememberTrouble(
  imageApi: ImageApi,
  { cache, clock, log }: { cache: Cache; clock: Clock; log: Log },
): ImageApi {
  // What an earlier process remembered is not known: the first picture that is taken clears it.
  let mayBeNoted = true;

  async function note(outcome: SubmitOutcome): Promise<void> {
    if (outcome.kind === 'accepted' && mayBeNoted) {
      mayBeNoted = false;
      await cache.delete(CACHE_KEY);
    }
    if (outcome.kind !== 'rejected') return;
    const { data: trouble } = troubleSchema.safeParse({ reason: outcome.failure.reason, at: clock.now() });
    if (trouble === undefined) return;
    mayBeNoted = true;
    await cache.set(CACHE_KEY, trouble, LIFE_MS);
  }

  return {
    ...imageApi,
    async submit(submission) {
      const outcome = await imageApi.submit(submission);
      note(outcome).catch((error: unknown) =>
        log.warn({ err: error }, 'trouble with the image API could not be noted'),
      );
      return outcome;
    },
  };
}
