import type { Picture, PictureKey } from '../../core/picture/generation.ts';
import { keyOf, pictureName } from '../../core/picture/picture-key.ts';
import { createLimit } from '../../kit/limit.ts';
import { ImageApiUnavailable } from '../../ports/image-api.ts';
import { createFindLostJob } from './find-lost-job.ts';
import type { FindLostJobDeps } from './find-lost-job.ts';
import { endOf } from './job-end.ts';
import type { WatchedJob } from './look-at-job.ts';
import type { IsReachable } from './reachability.ts';
import type { WakeableSleep } from './wake-ups.ts';

const FIRST_LOOK_MS = 1_000;
const MAX_LOOK_INTERVAL_MS = 60 * 60_000;
/** While the image API is out; the looks themselves wait for it to be back. */
const OUTAGE_INTERVAL_MS = 30_000;
/** However many cannot be looked at, one of them tries each minute; when one succeeds, so do the others at once. */
const BLIND_INTERVAL_MS = 60_000;
const LOOKS_AT_ONCE = 4;
/** From here on it is not a matter of moments any more. */
const NEEDS_DECISION_MS = 2 * 60_000;

export interface ReconcileDeps extends FindLostJobDeps {
  stopping: AbortSignal;
  isReachable: IsReachable;
}

export interface Reconcile {
  /** Finds out what became of an uncertain picture; undefined when the process stops first. */
  untilKnown(picture: Picture): Promise<Picture | undefined>;
}

/**
 * Builds the step uncertain → running | finished | failed | cancelled. The money stays held until the truth is known.
 */
export function createReconcile(deps: ReconcileDeps): Reconcile {
  const { journal, imageApi, clock, wakeUps, stopping, log, isReachable } = deps;
  const lostJobs = createFindLostJob(deps);
  const limitLooks = createLimit(LOOKS_AT_ONCE);
  const blind = new Map<string, PictureKey>();
  let calledAt = -Infinity;

  async function search(picture: Picture, sleep: WakeableSleep): Promise<Picture | undefined> {
    const key = keyOf(picture);
    const begun = clock.monotonic();
    let [wait, isOut, isTold] = [FIRST_LOOK_MS, false, false];
    while (!stopping.aborted) {
      const most = blind.has(pictureName(key)) ? BLIND_INTERVAL_MS * blind.size : lostJobs.nextTellingLookMs(key);
      await sleep(isOut ? OUTAGE_INTERVAL_MS : Math.min(wait, most), stopping);
      const generation = await journal.find(key.generationId);
      const now = generation?.pictures.find(({ index }) => index === key.index);
      if (generation === undefined || now?.state !== 'uncertain' || stopping.aborted) return now;
      isOut = isOut && !(await isReachable());
      if (isOut) continue;
      const outcome = await attempt(now, generation.request.prompt);
      noteSight(key, outcome !== 'unavailable');
      if (outcome !== 'open' && outcome !== 'unavailable') return outcome;
      isOut = outcome === 'unavailable' && !(await isReachable());
      if (!isOut) wait = Math.min(wait * 2, MAX_LOOK_INTERVAL_MS);
      if (!isTold && clock.monotonic() - begun >= NEEDS_DECISION_MS) {
        // Once: from here on only a late truth or a moderator ends it.
        isTold = true;
        log.error(key, 'picture stays uncertain: it needs a decision');
      }
    }
    return undefined;
  }

  function noteSight(key: PictureKey, isSeen: boolean): void {
    if (!isSeen) return void blind.set(pictureName(key), key);
    // Only one that could not be seen before tells something about the others.
    if (!blind.delete(pictureName(key)) || clock.monotonic() - calledAt < BLIND_INTERVAL_MS) return;
    calledAt = clock.monotonic();
    for (const other of blind.values()) wakeUps.wake(other);
  }

  async function attempt(picture: Picture, prompt: string): Promise<Picture | 'open' | 'unavailable'> {
    try {
      return (
        (await (picture.remoteId === null
          ? lostJobs.find(picture, prompt)
          : lookAgain(picture, { remoteId: picture.remoteId, prompt }))) ?? 'open'
      );
    } catch (error) {
      if (!(error instanceof ImageApiUnavailable)) throw error;
      log.warn({ ...keyOf(picture), err: error }, 'uncertain picture cannot be looked up now');
      return 'unavailable';
    }
  }

  /** The job is known, its end was not: look whether it has one by now. */
  async function lookAgain(picture: Picture, { remoteId, prompt }: WatchedJob): Promise<Picture | undefined> {
    const end = endOf(await limitLooks(async () => imageApi.look(remoteId, prompt)), null);
    if (end === undefined) return undefined;
    return await journal.move(keyOf(picture), 'uncertain', end.to, clock.now(), end.patch);
  }

  return {
    async untilKnown(picture) {
      try {
        return await wakeUps.following(keyOf(picture), async (sleep) => search(picture, sleep));
      } finally {
        blind.delete(pictureName(picture));
        lostJobs.drop(picture);
      }
    },
  };
}
