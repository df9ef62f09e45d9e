import { ImageApiUnavailable } from '../app/ports/image-api.ts';
import type { ImageApi, JobView, RemoteJob } from '../app/ports/image-api.ts';
import { viewJob } from './job-view.ts';
import type { KreaParts } from './parts.ts';
import { unavailable } from './unavailable.ts';
import { listedJobSchema, pageSchema } from './wire.ts';

const PAGE = 200;
/** A week of a busy bot; more would be a list that never ends. */
const MAX_PAGES = 500;

/**
 * Lists the jobs since an instant. It is the whole list or an error: who searches it for a lost job takes its
 * absence for a proof and gives the money back.
 */
export function createJobsSince(parts: KreaParts): ImageApi['jobsSince'] {
  return async (instant) => {
    const found = new Map<string, RemoteJob>();
    let cursor: string | null = null;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page = await fetchPage(parts, cursor);
      for (const job of page.jobs) found.set(job.remoteId, job);
      // Pages go back in time, so one that reaches the instant is the last that matters.
      const isEnd = page.next === null || page.jobs.some(({ createdAt }) => createdAt < instant);
      if (isEnd) {
        return [...found.values()]
          .filter(({ createdAt }) => createdAt >= instant)
          .toSorted((one, other) => other.createdAt - one.createdAt);
      }
      if (page.next === cursor) break;
      cursor = page.next;
    }
    parts.log.error({ jobs: found.size }, "Krea's job list does not come to an end");
    throw new ImageApiUnavailable("Krea's job list does not come to an end");
  };
}

async function fetchPage(
  parts: KreaParts,
  cursor: string | null,
): Promise<{ jobs: RemoteJob[]; next: string | null }> {
  const reply = await parts.http({
    method: 'GET',
    path: '/jobs',
    query: { limit: String(PAGE), ...(cursor === null ? {} : { cursor }) },
    timeoutMs: parts.timeouts.lookMs,
  });
  if (reply.kind !== 'answer' || reply.status !== 200) throw unavailable(reply, parts, {}, 'for its jobs');
  const page = pageSchema.safeParse(reply.json);
  const jobs = listedJobSchema.array().safeParse(page.data?.items);
  if (!page.success || !jobs.success) {
    // One job that cannot be read may be the one that is looked for.
    parts.log.error({ whole: reply.whole }, "Krea's job list is unreadable");
    throw new ImageApiUnavailable("Krea's job list is unreadable");
  }
  return {
    jobs: jobs.data.map((job) => ({ remoteId: job.job_id, createdAt: job.created_at, state: stateOf(viewJob(job)) })),
    next: page.data.next,
  };
}

function stateOf({ state }: JobView): RemoteJob['state'] {
  return state === 'completed' || state === 'failed' || state === 'cancelled' ? state : 'open';
}
