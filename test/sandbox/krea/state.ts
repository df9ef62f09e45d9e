import type { Context } from './http/context.ts';
import type { RequestEntry } from './http/server.ts';

/** The sandbox's state in a few lines, for the message of a wait in vain. */
export function describe(context: Context, requests: readonly RequestEntry[]): string {
  const jobs = context.jobs
    .all()
    .map((job) => `  ${job.id} ${job.variant} ${job.history.map(({ status }) => status).join(' > ')}`);
  const asked = requests.slice(-8).map(({ method, path, outcome }) => `  ${method} ${path} -> ${outcome}`);
  return [
    `jobs (${jobs.length}, the last 10):`,
    ...jobs.slice(-10),
    `requests (${requests.length}, the last 8):`,
    ...asked,
    `billed: ${context.billing.entries().length}, webhooks: ${context.webhooks.sent().length}`,
  ].join('\n');
}
