import type { RemoteJob } from '../../core/picture/lost-job.ts';
import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { ImageApi, JobView } from '../../ports/image-api.ts';
import { viewJob } from './job-view.ts';
import type { KreaParts } from './parts.ts';
import { unavailable, unreadable } from './unavailable.ts';
import { listedJobSchema, pageSchema } from './wire.ts';

const PAGE = 200;
/** A week of a busy bot; more would be a list that never ends. */
const MAX_PAGES = 500;
/** After that the reading of the list fails. */
const MAX_DURATION_MS = 5 * 60_000;
/** How far jobs may stand out of order in the list. */
const DISORDER_MS = 60_000;

/**
 * Lists the jobs since an instant. It is the whole list or an error: the search for a lost job takes its
 * absence for a proof and gives the money back.
 */
export function createJobsSince(parts: KreaParts): ImageApi['jobsSince'] {
  return async (instant) => {
    const found = new Map<string, RemoteJob>();
    const followed = new Set<string>();
    const begun = parts.clock.monotonic();
    let cursor: string | null = null;
    for (let pages = 0; pages < MAX_PAGES && parts.clock.monotonic() - begun < MAX_DURATION_MS; pages += 1) {
      const page = await fetchPage(parts, cursor);
      for (const job of page.jobs) found.set(job.remoteId, job);
      if (page.next === null || isBefore(page.jobs, instant)) {
        return [...found.values()]
          .filter(({ createdAt }) => createdAt >= instant)
          .toSorted((one, other) => other.createdAt - one.createdAt);
      }
      if (followed.has(page.next)) break;
      followed.add(page.next);
      cursor = page.next;
    }
    throw new ImageApiUnavailable(`Krea's job list does not come to an end: ${found.size} jobs so far`);
  };
}

/** Pages go back in time, so what follows one that is wholly older does not matter. A single old job proves nothing. */
function isBefore(jobs: readonly RemoteJob[], instant: number): boolean {
  return jobs.length > 0 && jobs.every(({ createdAt }) => createdAt < instant - DISORDER_MS);
}

async function fetchPage(parts: KreaParts, cursor: string | null): Promise<{ jobs: RemoteJob[]; next: string | null }> {
  const reply = await parts.http({
    method: 'GET',
    path: '/jobs',
    query: { limit: String(PAGE), ...(cursor === null ? {} : { cursor }) },
    timeoutMs: parts.timeouts.lookMs,
  });
  if (reply.kind !== 'answer' || reply.status !== 200) throw unavailable(reply, parts, 'for its jobs');
  const page = pageSchema.safeParse(reply.json);
  const jobs = listedJobSchema.array().safeParse(page.data?.items);
  // One job that cannot be read may be the one that is looked for.
  if (!page.success || !jobs.success) throw unreadable(reply, 'a job list');
  return {
    jobs: jobs.data.map((job) => ({ remoteId: job.job_id, createdAt: job.created_at, state: stateOf(viewJob(job)) })),
    next: page.data.next,
  };
}

function stateOf({ state }: JobView): RemoteJob['state'] {
  return state === 'completed' || state === 'failed' || state === 'cancelled' ? state : 'open';
}
