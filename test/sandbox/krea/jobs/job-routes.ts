import type { Context } from '../http/context.ts';
import { readLimit } from '../http/paging.ts';
import { empty, json, problem } from '../http/wire.ts';
import type { Call, Reply } from '../http/wire.ts';
import { STATUSES } from '../types.ts';
import { jobView } from './job-view.ts';

const JOB_TYPE = 'externalImage';
const NO_JOB = 'The job does not exist or is not yours';

/** `GET /jobs/{id}` */
export function getJob(context: Context, id: string): Reply {
  const job = context.jobs.get(id);
  if (job === undefined || job.gone) return problem(404, NO_JOB);
  return json(200, jobView(job, context.settings, context.base()));
}

/** `GET /jobs`: newest first, pages by creation time. */
export function listJobs(context: Context, call: Call): Reply {
  const limit = readLimit(call);
  if (typeof limit !== 'number') return limit;
  const status = call.query.get('status');
  if (status !== null && !STATUSES.some((known) => known === status)) return problem(400, 'Invalid status');
  const cursor = call.query.get('cursor');
  const before = cursor === null ? Number.POSITIVE_INFINITY : Date.parse(cursor);
  if (Number.isNaN(before)) return problem(400, 'Invalid cursor');
  const types = call.query.get('types')?.split(',');
  const type = context.settings.jobType ?? JOB_TYPE;

  const found = context.jobs
    .all()
    .filter((job) => !job.gone && job.createdAt < before)
    .filter((job) => status === null || job.status === status)
    .filter(() => types === undefined || types.includes(type))
    .toReversed();
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last !== undefined ? new Date(last.createdAt).toISOString() : null;
  return json(200, {
    items: items.map((job) => jobView(job, context.settings, context.base())),
    [context.settings.cursorName]: next,
  });
}

/** `DELETE /jobs/{id}`: cancels, unless the job was faster. */
export function deleteJob(context: Context, id: string): Reply {
  const { jobs, life, settings } = context;
  const job = jobs.get(id);
  if (job === undefined || job.gone) return problem(404, NO_JOB);
  if (job.completedAt !== null) {
    return settings.deleteFinished === 'ignored' ? empty(200) : problem(404, NO_JOB);
  }
  switch (job.plan.onCancel ?? 'cancelled') {
    case 'not-found':
      return problem(404, NO_JOB);
    case 'completes':
      life.endAsPlanned(job);
      return empty(200);
    case 'gone':
      life.finish(job, 'cancelled', {});
      job.gone = true;
      return empty(200);
    case 'cancelled':
      life.finish(job, 'cancelled', {});
      return empty(200);
  }
}
