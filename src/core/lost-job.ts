/** A submit whose answer was lost: a job made by it was made between these instants (epoch milliseconds). */
export interface LostSubmit {
  id: string;
  from: number;
  to: number;
}

export interface CandidateJob {
  remoteId: string;
  createdAt: number;
}

/** How far the image API's clock may be off ours, in milliseconds. */
export const CLOCK_SKEW_MS = 3_000;

/**
 * Which job a lost submit made, judged by time alone since a job tells nothing else about its origin.
 * `found` only when exactly one unknown job fits this submit and no other lost submit could have made it;
 * `none` when no job fits; anything else is `ambiguous`, because a wrong guess would hand one member's
 * picture to another.
 */
export function matchLostJob(
  lost: LostSubmit,
  others: readonly LostSubmit[],
  unknownJobs: readonly CandidateJob[],
): { kind: 'found'; remoteId: string } | { kind: 'none' } | { kind: 'ambiguous' } {
  const fitting = unknownJobs.filter((job) => couldHaveMade(lost, job));
  const [only] = fitting;
  if (only === undefined) return { kind: 'none' };
  const isContested = others.some((other) => other.id !== lost.id && couldHaveMade(other, only));
  return fitting.length === 1 && !isContested ? { kind: 'found', remoteId: only.remoteId } : { kind: 'ambiguous' };
}

/** Whether a submit of that time can have made a job of that age, as far as the clocks may differ. */
export function couldHaveMade({ from, to }: Pick<LostSubmit, 'from' | 'to'>, { createdAt }: Pick<CandidateJob, 'createdAt'>): boolean {
  return createdAt >= from - CLOCK_SKEW_MS && createdAt <= to + CLOCK_SKEW_MS;
}
