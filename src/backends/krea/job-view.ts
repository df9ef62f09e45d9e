import type { JobView } from '../../ports/image-api.ts';
import { pictureUrl } from './picture-url.ts';
import { isModeration } from './problem/moderation.ts';
import { problemIn } from './problem/problem.ts';
import type { Problem } from './problem/problem.ts';
import { redact } from './problem/redact.ts';
import type { Secrets } from './problem/redact.ts';
import type { WireJob } from './wire.ts';

const WAITING = new Set(['backlogged', 'queued', 'scheduled']);
const PAINTING = new Set(['processing', 'sampling', 'intermediate-complete']);

/**
 * Reads a job. Only its status decides: pictures before the end are previews. A status we do not know means
 * that it is still painted, until `completed_at` says that it has ended.
 */
export function viewJob(job: WireJob, secrets: Secrets = {}): JobView {
  const status = job.status.trim().toLowerCase();
  if (WAITING.has(status)) return { state: 'waiting' };
  if (status === 'completed') return { state: 'completed', url: pictureUrl(job.result) };
  if (status === 'cancelled' || status === 'canceled') return { state: 'cancelled' };
  if (status === 'failed') return failed(job, status, secrets);
  if (PAINTING.has(status) || !hasEnded(job)) return { state: 'painting' };
  const url = pictureUrl(job.result);
  return url === null ? failed(job, status, secrets) : { state: 'completed', url };
}

function hasEnded({ completed_at: at }: WireJob): boolean {
  return at !== undefined && at !== null && at !== '';
}

function failed(job: WireJob, status: string, secrets: Secrets): JobView {
  const problem = problemOf(job);
  // An end under a name of its own may say why by that name.
  const told = { ...problem, texts: [...problem.texts, status] };
  const failure = isModeration(told, secrets) ? { reason: 'moderated' as const } : { reason: 'job-failed' as const };
  return { state: 'failed', failure, detail: redact(told.texts.join('; '), secrets) };
}

/** The reason stands beside the result or in it. */
function problemOf(job: WireJob): Problem {
  const outer = problemIn(job.error);
  const inner = problemIn(job.result);
  return { texts: [...outer.texts, ...inner.texts], path: outer.path ?? inner.path };
}
