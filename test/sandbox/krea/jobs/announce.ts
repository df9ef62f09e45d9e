import type { Context } from '../http/context.ts';
import { jobView } from './job-view.ts';
import type { Job } from './jobs.ts';

/** Posts a finished job to its webhook, as often and in the order that its plan says. */
export async function announce(context: Context, job: Job): Promise<void> {
  const { webhookUrl: url } = job;
  if (url === undefined) return;
  const { copies = 1, stale = false } = job.plan.webhook ?? context.settings.webhook;
  const body = jobView(job, context.settings, context.base());
  const posts = Array.from({ length: copies }, () => ({ jobId: job.id, url, body }));
  if (stale) {
    const old = { ...body, status: 'processing', completed_at: null, result: null };
    posts.push({ jobId: job.id, url, body: old });
  }
  await context.webhooks.deliver(posts);
}
