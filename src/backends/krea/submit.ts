import type { Failure } from '../../core/picture/failure.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import { createDeprecationNotice } from './deprecation.ts';
import type { KreaParts } from './parts.ts';
import { toRequestBody } from './request-body.ts';
import { logSubmit } from './submit-log.ts';
import { submitOutcome } from './submit-outcome.ts';

/** Asks Krea for a picture, exactly once. */
export function createSubmit({ http, log, clock, token, strengths, timeouts }: KreaParts): ImageApi['submit'] {
  const noteDeprecation = createDeprecationNotice(log);

  return async (submission) => {
    const { request, referenceUrls, webhookUrl } = submission;
    const { variant } = request;
    const body = toRequestBody(submission, strengths);
    if (body === undefined) {
      const failure: Failure = { reason: 'internal' };
      const detail = 'the request does not fit the schema';
      logSubmit(log, { kind: 'rejected', failure, detail }, { variant });
      return { kind: 'rejected', failure, detail };
    }
    const reply = await http({
      method: 'POST',
      path: `/generate/image/krea/krea-2/${variant}`,
      headers: webhookUrl === null ? {} : { 'x-webhook-url': webhookUrl },
      body: JSON.stringify(body),
      timeoutMs: timeouts.submitMs,
      onFreshConnection: true,
    });
    if (reply.kind === 'answer' && reply.status < 300) noteDeprecation(variant, reply.headers);
    const outcome = submitOutcome(reply, {
      now: clock.now(),
      secrets: { prompt: request.prompt, token },
      hasReferences: referenceUrls.length > 0,
    });
    logSubmit(log, outcome, {
      variant,
      ...(reply.kind === 'answer' ? { status: reply.status } : { code: reply.code }),
    });
    return outcome;
  };
}
