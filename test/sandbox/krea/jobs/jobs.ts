import { randomInt, randomUUID } from 'node:crypto';

import type { Clock } from '../clock.ts';
import type { KreaRequest } from '../http/request.ts';
import type { Failure, Plan, UrlShape, Variant } from '../types.ts';

/** What came of a job; `finished` means that `completed_at` is set. */
export type Outcome = { urls?: UrlShape; failure?: Failure };

export type Job = {
  readonly id: string;
  readonly variant: Variant;
  readonly request: KreaRequest;
  readonly plan: Plan;
  readonly webhookUrl: string | undefined;
  /** The seed that was asked for, or drawn by the server; never told on the wire. */
  readonly seed: number;
  /** Names the result files, which must not be guessable from the job. */
  readonly fileId: string;
  readonly createdAt: number;
  status: string;
  completedAt: number | null;
  outcome: Outcome;
  /** Taken off the account: `DELETE` made it unknown. */
  gone: boolean;
  history: { status: string; at: number }[];
};

export type JobSnapshot = Readonly<Omit<Job, 'history'>> & {
  readonly history: readonly { status: string; at: number }[];
};
export type Jobs = ReturnType<typeof createJobs>;

/** All jobs that were ever made, newest last. */
export function createJobs(clock: Clock, announce: (job: JobSnapshot) => void) {
  const byId = new Map<string, Job>();
  const byFile = new Map<string, Job>();
  const counts = new Map<string, number>();
  const tally = (status: string, more: 1 | -1): void => {
    counts.set(status, (counts.get(status) ?? 0) + more);
  };
  let lastCreated = 0;

  return {
    create(given: Pick<Job, 'variant' | 'request' | 'plan' | 'webhookUrl' | 'status'>): Job {
      // The list pages by creation time: two jobs of one instant would hide each other.
      lastCreated = Math.max(clock.now(), lastCreated + 1);
      const job: Job = {
        ...given,
        id: randomUUID(),
        fileId: randomUUID(),
        seed: given.request.seed ?? randomInt(2 ** 31),
        createdAt: lastCreated,
        completedAt: null,
        outcome: {},
        gone: false,
        history: [{ status: given.status, at: lastCreated }],
      };
      byId.set(job.id, job);
      byFile.set(job.fileId, job);
      tally(job.status, 1);
      announce(snapshot(job));
      return job;
    },
    move(job: Job, status: string): void {
      tally(job.status, -1);
      tally(status, 1);
      job.status = status;
      job.history.push({ status, at: clock.now() });
      announce(snapshot(job));
    },
    count: (status: string): number => counts.get(status) ?? 0,
    get: (id: string): Job | undefined => byId.get(id),
    ofFile: (fileId: string): Job | undefined => byFile.get(fileId),
    all: (): Job[] => [...byId.values()],
  };
}

/** A job as it is now, which later moves do not change. */
export function snapshot(job: Job): JobSnapshot {
  return { ...job, history: [...job.history] };
}
