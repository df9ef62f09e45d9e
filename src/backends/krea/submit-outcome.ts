import type { Failure } from '../../core/picture/failure.ts';
import type { SubmitOutcome } from '../../ports/image-api.ts';
import type { HttpResponse, Reply } from '../http/http.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { isModeration } from './problem/moderation.ts';
import { knownField } from './problem/problem-field.ts';
import { fieldOf, readProblem } from './problem/problem.ts';
import type { Problem } from './problem/problem.ts';
import { redact } from './problem/redact.ts';
import type { Secrets } from './problem/redact.ts';
import { submittedSchema } from './wire.ts';

export interface SubmitContext {
  /** Epoch milliseconds. */
  now: number;
  secrets: Secrets;
  hasReferences: boolean;
}

/**
 * What a submit's answer means for the money. Everything that does not prove the contrary is `unclear`: then
 * a job may exist, and repeating the submit could pay for a second one.
 */
export function submitOutcome(reply: Reply, context: SubmitContext): SubmitOutcome {
  if (reply.kind === 'unsent') return unsent(reply.code);
  if (reply.kind === 'lost') return { kind: 'unclear', detail: `no answer (${reply.code})` };
  const { status } = reply;
  if (status >= 200 && status < 300) {
    const parsed = submittedSchema.safeParse(reply.json);
    if (parsed.success) return { kind: 'accepted', remoteId: parsed.data.job_id };
    return { kind: 'unclear', detail: `${status} without a usable job id` };
  }
  if (status === 429) return { kind: 'busy', retryAfterMs: retryAfterMs(reply.headers, context.now) };
  return refusal(reply, context);
}

function unsent(code: string): SubmitOutcome {
  // A header or address that cannot be written is a mistake of ours: the network will not mend it by waiting.
  const isMistake = code === 'UND_ERR_INVALID_ARG';
  return isMistake
    ? { kind: 'rejected', failure: { reason: 'internal' }, detail: code }
    : { kind: 'unreachable', detail: code };
}

function refusal(answer: HttpResponse, { secrets, hasReferences }: SubmitContext): SubmitOutcome {
  const problem = readProblem(answer);
  const { status } = answer;
  const detail = `${status}: ${redact(problem.texts.join('; '), secrets)}`;
  // A refusal with a status of its own says so even when its body was lost on the way.
  if (status === 400 || status === 422) {
    if (hasReferences && isStaleReference(problem)) return { kind: 'stale-reference' };
    const failure: Failure = isModeration(problem, secrets) ? { reason: 'moderated' } : invalid(problem);
    return { kind: 'rejected', failure, detail: withField(detail, failure) };
  }
  const failure = failureOfStatus(status, problem);
  return failure === undefined
    ? { kind: 'unclear', detail }
    : { kind: 'rejected', failure, detail: withField(detail, failure) };
}

/** Names the refused setting: Krea's words may not, or lose it when the prompt is taken out of them. */
function withField(detail: string, failure: Failure): string {
  const field = 'field' in failure ? knownField(failure.field) : null;
  return field === null ? detail : `${detail} (setting ${field})`;
}

/** Undefined for a status that leaves open whether a job was made. */
function failureOfStatus(status: number, problem: Problem): Failure | undefined {
  switch (status) {
    case 401:
      return { reason: 'token-refused' };
    case 403:
      return { reason: 'not-permitted' };
    case 402:
      return { reason: lacksPlan(problem) ? 'not-permitted' : 'balance-empty' };
    case 404:
      // A private or deleted moodboard or style is the member's mistake, and not a route that is gone.
      return /moodboard|style/i.test(problem.texts.join(' ')) ? invalid(problem) : { reason: 'not-found' };
    // The route is elsewhere, or takes no submits. 302 and 303 may also follow one that was taken.
    case 301:
    case 307:
    case 308:
    case 405:
      return { reason: 'not-found' };
    case 410:
      return { reason: 'model-retired' };
    // Said by gateways about requests that a server behind them may have begun.
    case 408:
    case 499:
      return undefined;
    default:
      return status >= 400 && status < 500 ? invalid(problem) : undefined;
  }
}

/** Krea says 402 as well when the account's plan does not hold a model. */
function lacksPlan({ texts }: Problem): boolean {
  const said = texts.join(' ');
  return /\bplan\b/i.test(said) && !/balance|credit|top up/i.test(said);
}

function invalid(problem: Problem): Failure {
  return { reason: 'invalid-request', field: fieldOf(problem) };
}

function isStaleReference(problem: Problem): boolean {
  if (problem.texts.some((text) => /invalid asset url/i.test(text))) return true;
  return /^image_style_references\b.*\burl$/.test(fieldOf(problem) ?? '') && !isModeration(problem);
}
