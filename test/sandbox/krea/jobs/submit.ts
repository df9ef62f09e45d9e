import { check } from '../http/check.ts';
import type { Context } from '../http/context.ts';
import { refusal } from '../http/refusals.ts';
import { invalid, parseRequest } from '../http/request.ts';
import { header, json, problem } from '../http/wire.ts';
import type { Answer, Call, Reply } from '../http/wire.ts';
import type { Plan, Variant } from '../types.ts';
import { jobView, MODERATED } from './job-view.ts';

/** `POST /generate/image/krea/krea-2/{variant}` */
export async function submit(context: Context, variant: Variant, call: Call): Promise<Reply> {
  const { settings, jobs, life, billing } = context;
  const body = parseJson(call);
  if (body === undefined) return problem(400, 'Request body is not JSON');
  const parsed = parseRequest(body, settings);
  if ('issues' in parsed) return invalid(parsed.issues, settings);
  const { request } = parsed;
  const webhookUrl = header(call, 'x-webhook-url');
  if (webhookUrl !== undefined && !/^https?:$/.test(URL.parse(webhookUrl)?.protocol ?? '')) {
    return invalid([{ path: ['X-Webhook-URL'], message: 'Invalid url' }], settings);
  }
  const checked = check(context, request, call);
  if ('kind' in checked) return checked;

  const plan: Plan = { ...context.takePlan(), ...checked };
  if (plan.moderation === 'submit') return problem(settings.validationStatus, MODERATED);
  if (plan.refuse !== undefined) return refusal(plan.refuse);
  if (billing.exhausted()) return refusal('no-balance');
  const room = life.room();
  if (room === 'none') return full(settings.retryAfterSeconds);

  const status = plan.firstStatus ?? (room === 'backlog' ? 'backlogged' : 'queued');
  const job = jobs.create({ variant, request, plan, webhookUrl, status });
  context.submits.push({ jobId: job.id, variant, body: request, webhookUrl, at: job.createdAt });
  const answer = json(200, jobView(job, settings, context.base()), plan.headers);
  life.admit(job);
  if ((plan.webhook ?? settings.webhook).early === true) {
    life.endAsPlanned(job);
    await context.webhooks.idle();
  }
  return answer;
}

function full(retryAfter: number | null): Answer {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
  return problem(429, 'Maximum number of concurrent jobs reached', headers);
}

function parseJson(call: Call): unknown {
  if (call.headers['content-type']?.startsWith('application/json') !== true) return undefined;
  try {
    return JSON.parse(call.body.toString());
  } catch {
    return undefined;
  }
}
