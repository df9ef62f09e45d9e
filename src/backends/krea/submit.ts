import type { ImageApi } from '../../ports/image-api.ts';
import { createDeprecationNotice } from './deprecation.ts';
import type { KreaParts } from './parts.ts';
import { toRequestBody } from './request-body.ts';
import { submitOutcome } from './submit-outcome.ts';

/** Asks Krea for a picture, exactly once. */
export function createSubmit({ http, log, clock, token, strengths, timeouts }: KreaParts): ImageApi['submit'] {
  const noteDeprecation = createDeprecationNotice(log);

  return async (submission) => {
    const { request, referenceUrls, webhookUrl } = submission;
    const { variant } = request;
    const body = toRequestBody(submission, strengths);
    if (body === undefined) {
      return { kind: 'rejected', failure: { reason: 'internal' }, detail: 'the request does not fit the schema' };
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
    return submitOutcome(reply, {
      now: clock.now(),
      secrets: { prompt: request.prompt, token },
      hasReferences: referenceUrls.length > 0,
    });
  };
}
