import type { Clock } from '../clock.ts';
import type { KreaOptions } from '../types.ts';
import type { Billing } from './billing.ts';
import { MODERATED } from './job-view.ts';
import type { Job, Jobs, Outcome } from './jobs.ts';

const USUAL_PATH = ['scheduled', 'processing', 'sampling', 'intermediate-complete'];

type Parts = {
  clock: Clock;
  jobs: Jobs;
  billing: Billing;
  options: KreaOptions;
  /** A job reached its end. */
  onEnd: (job: Job) => void;
};
export type Life = ReturnType<typeof createLife>;

/** Moves the jobs: a limited number at once, the others wait their turn in order of arrival. */
export function createLife({ clock, jobs, billing, options, onEnd }: Parts) {
  const concurrency = options.concurrency ?? 10;
  const backlogSize = options.backlog ?? 100;
  const running = new Set<Job>();
  const timers = new Map<Job, () => void>();
  let backlog: Job[] = [];

  function finish(job: Job, status: string, outcome: Outcome): void {
    if (job.completedAt !== null) throw new Error(`job ${job.id} is already ${job.status}`);
    timers.get(job)?.();
    timers.delete(job);
    backlog = backlog.filter((other) => other !== job);
    job.completedAt = clock.now();
    job.outcome = outcome;
    if (job.plan.billed ?? status === 'completed') {
      billing.charge(job.id, job.variant, job.request, job.completedAt);
    }
    jobs.move(job, status);
    onEnd(job);
    if (running.delete(job)) startNext();
  }

  function startNext(): void {
    while (running.size < concurrency) {
      const next = backlog.shift();
      if (next === undefined) return;
      jobs.move(next, 'queued');
      start(next);
    }
  }

  function start(job: Job): void {
    running.add(job);
    if (job.plan.manual ?? options.manual ?? false) return;
    const path = job.plan.path ?? USUAL_PATH;
    const total = job.plan.durationMs ?? planned(options, job);
    walk(job, path, total / (path.length + 1));
  }

  function walk(job: Job, path: readonly string[], stepMs: number): void {
    const step = (): void => {
      const [next, ...rest] = path;
      if (next === undefined) return endAsPlanned(job);
      jobs.move(job, next);
      // Somebody who listens may just have ended it by hand.
      if (job.completedAt === null) walk(job, rest, stepMs);
    };
    timers.set(job, clock.after(stepMs, step));
  }

  function endAsPlanned(job: Job): void {
    const { end = 'completed', urls = 'strings', moderation } = job.plan;
    if (end === 'never') return;
    if (moderation === 'failed') {
      return finish(job, 'failed', { failure: { code: 'content_policy', message: MODERATED } });
    }
    if (end === 'completed') {
      return finish(job, 'completed', { urls: moderation === 'empty' ? 'empty' : urls });
    }
    if ('failed' in end) return finish(job, 'failed', { failure: end.failed });
    finish(job, end.status, { urls });
  }

  return {
    finish,
    endAsPlanned,
    /** What a submit finds now. */
    room(): 'worker' | 'backlog' | 'none' {
      if (running.size < concurrency) return 'worker';
      return backlog.length < backlogSize ? 'backlog' : 'none';
    },
    /** Takes a new job in. */
    admit(job: Job): void {
      if (running.size < concurrency) return start(job);
      backlog.push(job);
    },
    /** Sets a status by hand, whatever it is; an end goes through `finish`. */
    advance(job: Job, status: string): void {
      if (job.completedAt !== null) throw new Error(`job ${job.id} is already ${job.status}`);
      timers.get(job)?.();
      timers.delete(job);
      if (backlog.includes(job) && status !== 'backlogged') {
        backlog = backlog.filter((other) => other !== job);
        running.add(job);
      }
      jobs.move(job, status);
    },
    stop(): void {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

function planned(options: KreaOptions, job: Job): number {
  const { durationMs = 1_000 } = options;
  return typeof durationMs === 'number' ? durationMs : durationMs(job.request, job.variant);
}
