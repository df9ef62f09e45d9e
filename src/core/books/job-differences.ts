import type { Failure } from '../picture/failure.ts';
import { isPaid } from '../picture/generation.ts';
import type { PictureState } from '../picture/generation.ts';
import { CLOCK_SKEW_MS, couldHaveMade } from '../picture/lost-job.ts';
import type { RemoteJob } from '../picture/lost-job.ts';
import { LOST_WITHIN_MS } from '../picture/timing.ts';

/** A picture that was sent to the image API, as our books have it. */
export interface SentPicture {
  generationId: string;
  index: number;
  state: PictureState;
  remoteId: string | null;
  submittingAt: number;
  failure: Failure | null;
}

/** Something on which our books and the image API's list do not agree. */
export type JobDifference =
  /** The job is not on record: another account's, or a lost submit's; `mayBe` could have made it. */
  | { kind: 'unknown-job'; job: RemoteJob; mayBe: readonly SentPicture[] }
  /** We have a job that the list does not hold. */
  | { kind: 'unlisted-job'; picture: SentPicture }
  /** Billed there and not settled here. */
  | { kind: 'completed-not-settled'; picture: SentPicture }
  /** Settled here and not billed there. */
  | { kind: 'settled-not-completed'; picture: SentPicture; job: RemoteJob }
  /** It ended there without being billed, and its money is still held here. */
  | { kind: 'ended-not-released'; picture: SentPicture; job: RemoteJob };

/** Our own deadline for a job, with a margin: what is open for longer is not under way any more. */
const UNDER_WAY_MS = 15 * 60_000;
/** A job this young may not stand in the list yet. */
const LISTED_AFTER_MS = 60_000;

/**
 * Compares our books, as they were at `takenAt`, with the image API's list, read after that and holding every
 * job since `since`. What is under way between the two readings is no difference.
 */
export function jobDifferences(
  pictures: readonly SentPicture[],
  jobs: readonly RemoteJob[],
  { since, takenAt }: { since: number; takenAt: number },
): JobDifference[] {
  const byJob = new Map(pictures.map((picture) => [picture.remoteId, picture]));
  const listed = new Set(jobs.map(({ remoteId }) => remoteId));
  const withoutJob = pictures.filter(({ remoteId }) => remoteId === null);
  return [
    ...jobs.flatMap((job) => {
      const picture = byJob.get(job.remoteId);
      const found = picture === undefined ? strange(job, withoutJob, takenAt) : disagreement(picture, job, takenAt);
      return found === undefined ? [] : [found];
    }),
    ...pictures
      .filter((picture) => picture.remoteId !== null && !listed.has(picture.remoteId))
      .filter(({ submittingAt }) => submittingAt >= since + CLOCK_SKEW_MS && submittingAt < takenAt - LISTED_AFTER_MS)
      .filter((picture) => !isDeletedByUs(picture))
      .map((picture) => ({ kind: 'unlisted-job' as const, picture })),
  ];
}

function strange(job: RemoteJob, withoutJob: readonly SentPicture[], takenAt: number): JobDifference | undefined {
  if (job.createdAt > takenAt - CLOCK_SKEW_MS) return undefined;
  const able = withoutJob.filter(({ state, submittingAt }) => {
    const to = state === 'submitting' ? takenAt : submittingAt + LOST_WITHIN_MS;
    return couldHaveMade({ from: submittingAt, to }, job);
  });
  // The answer to its submit is still on the way.
  if (able.some(({ state }) => state === 'submitting')) return undefined;
  return { kind: 'unknown-job', job, mayBe: able.filter(isLost) };
}

function disagreement(picture: SentPicture, job: RemoteJob, takenAt: number): JobDifference | undefined {
  const isSettled = isPaid(picture.state);
  if (isSettled) return job.state === 'completed' ? undefined : { kind: 'settled-not-completed', picture, job };
  const isEnded = picture.state === 'failed' || picture.state === 'cancelled';
  const isUnderWay = !isEnded && takenAt - picture.submittingAt < UNDER_WAY_MS;
  if (isUnderWay || job.state === 'open') return undefined;
  if (job.state === 'completed') return { kind: 'completed-not-settled', picture };
  return isEnded ? undefined : { kind: 'ended-not-released', picture, job };
}

/** Its submit's answer never came; refused ones never made a job. */
function isLost({ state, failure }: SentPicture): boolean {
  return (
    state === 'uncertain' || isPaid(state) || failure?.reason === 'written-off' || failure?.reason === 'never-started'
  );
}

/** A job that we had cancelled may be gone from the list. */
function isDeletedByUs({ state, failure }: SentPicture): boolean {
  return state === 'cancelled' || failure?.reason === 'deadline';
}
