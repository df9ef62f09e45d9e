import type { Picture } from '../core/generation.ts';
import { endOf } from './job-end.ts';
import { createFindLostJob } from './find-lost-job.ts';
import type { FindLostJobDeps } from './find-lost-job.ts';
import type { NudgedSleep } from './nudges.ts';
import { keyOf, nameOf } from './picture-key.ts';
import { ImageApiUnavailable } from './ports/image-api.ts';
import type { PictureKey } from './ports/journal.ts';
import type { IsReachable } from './reachability.ts';

const FIRST_LOOK_MS = 1_000;
const MAX_LOOK_INTERVAL_MS = 60 * 60_000;
/** While the image API is out; the looks themselves wait for it to be back. */
const OUTAGE_INTERVAL_MS = 30_000;
/** From here on it is not a matter of moments any more. */
const NEEDS_DECISION_MS = 2 * 60_000;

export interface ReconcileDeps extends FindLostJobDeps {
  stopping: AbortSignal;
  isReachable: IsReachable;
}

export interface Reconcile {
  /** Finds out what became of an uncertain picture; undefined when the process stops first. */
  untilKnown(picture: Picture): Promise<Picture | undefined>;
  /** Tells those who look for a job that this one is somebody's. */
  noteFound(remoteId: string): void;
}

/** Builds the step uncertain → running | finished | failed | cancelled. The money stays held until the truth is known. */
export function createReconcile(deps: ReconcileDeps): Reconcile {
  const { journal, imageApi, clock, nudges, stopping, log, isReachable } = deps;
  const lostJobs = createFindLostJob(deps);

  async function search(picture: Picture, sleep: NudgedSleep): Promise<Picture | undefined> {
    const key = keyOf(picture);
    const begun = clock.monotonic();
    let [wait, isOut, isTold] = [FIRST_LOOK_MS, false, false];
    while (!stopping.aborted) {
      await sleep(isOut ? OUTAGE_INTERVAL_MS : Math.min(wait, lostJobs.patienceOf(key)), stopping);
      const now = await current(key);
      if (now?.state !== 'uncertain' || stopping.aborted) return now;
      isOut = isOut && !(await isReachable());
      if (isOut) continue;
      const outcome = await attempt(now);
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

  async function attempt(picture: Picture): Promise<Picture | 'open' | 'unavailable'> {
    try {
      return (await (picture.remoteId === null ? lostJobs.find(picture) : lookAgain(picture, picture.remoteId))) ?? 'open';
    } catch (error) {
      if (!(error instanceof ImageApiUnavailable)) throw error;
      log.warn({ ...keyOf(picture), err: error }, 'uncertain picture cannot be looked up now');
      return 'unavailable';
    }
  }

  /** The job is known, its end was not: look whether it has one by now. */
  async function lookAgain(picture: Picture, remoteId: string): Promise<Picture | undefined> {
    const end = endOf(await imageApi.look(remoteId), null);
    if (end === undefined) return undefined;
    return await journal.move(keyOf(picture), 'uncertain', end.to, clock.now(), end.patch);
  }

  async function current(key: PictureKey): Promise<Picture | undefined> {
    const generation = await journal.find(key.generationId);
    return generation?.pictures.find(({ index }) => index === key.index);
  }

  return {
    noteFound: lostJobs.noteFound,
    async untilKnown(picture) {
      try {
        return await nudges.following(keyOf(picture), async (sleep) => search(picture, sleep));
      } finally {
        lostJobs.drop(nameOf(picture));
      }
    },
  };
}
