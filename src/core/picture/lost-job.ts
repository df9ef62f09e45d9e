import { z } from 'zod';

/** A job as the image API lists it; our own cache keeps it in the same form. */
export const remoteJobSchema = z.object({
  remoteId: z.string(),
  /** Epoch milliseconds, by the image API's clock. */
  createdAt: z.number(),
  /** Completed jobs are billed, failed and cancelled ones are not; `open` has no end yet. */
  state: z.enum(['completed', 'failed', 'cancelled', 'open']),
});
export type RemoteJob = z.infer<typeof remoteJobSchema>;

/**
 * A submit whose answer was lost: a job made by it was made between these instants of the image API's clock (epoch
 * milliseconds).
 */
export interface LostSubmit {
  id: string;
  from: number;
  to: number;
}

export type CandidateJob = Pick<RemoteJob, 'remoteId' | 'createdAt'>;

/** How far the clocks of the image API's machines may be off what its answers say, in milliseconds. */
export const CLOCK_SKEW_MS = 3_000;
/** How much faster one clock may run than another. */
const DRIFT = 0.0005;
/** Two measures that are further apart than they can be, and this, are of clocks that were set in between. */
const JUMP_MS = 1_000;

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
  if (fitting.length > 1) return { kind: 'ambiguous' };
  const isContested = others.some((other) => other.id !== lost.id && couldHaveMade(other, only));
  return isContested ? { kind: 'ambiguous' } : { kind: 'found', remoteId: only.remoteId };
}

/** Whether a submit of that time can have made a job of that age, as far as the clocks may differ. */
export function couldHaveMade(
  { from, to }: Pick<LostSubmit, 'from' | 'to'>,
  { createdAt }: Pick<CandidateJob, 'createdAt'>,
): boolean {
  return createdAt >= from - CLOCK_SKEW_MS && createdAt <= to + CLOCK_SKEW_MS;
}

/** What the image API's clock showed at an instant of our monotonic clock. */
export interface ClockReading {
  monotonic: number;
  earliest: number;
  latest: number;
}

/**
 * Whether both clocks ran on between two readings. Otherwise one was set or our machine slept, and what was reckoned
 * from the earlier reading proves nothing.
 */
export function areSteady(before: ClockReading, after: ClockReading): boolean {
  const passed = after.monotonic - before.monotonic;
  const slack = JUMP_MS + passed * DRIFT;
  return before.earliest + passed <= after.latest + slack && after.earliest <= before.latest + passed + slack;
}
