import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { HttpResponse, Reply } from '../http/http.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import type { KreaParts } from './parts.ts';
import { readProblem } from './problem/problem.ts';
import { redact } from './problem/redact.ts';
import type { Secrets } from './problem/redact.ts';

/**
 * The error that says why Krea could not be asked; whoever catches it logs it. `purpose` completes "Krea could not be
 * asked …".
 */
export function unavailable(
  reply: Reply,
  { clock, token, prompt = '' }: Pick<KreaParts, 'clock' | 'token'> & Pick<Secrets, 'prompt'>,
  purpose: string,
): ImageApiUnavailable {
  if (reply.kind !== 'answer') return new ImageApiUnavailable(`Krea could not be asked ${purpose} (${reply.code})`);
  const { status } = reply;
  const detail = redact(readProblem(reply).texts.join('; '), { token, prompt });
  return new ImageApiUnavailable(`Krea answered ${status} when asked ${purpose}: ${detail}`, {
    retryAfterMs: retryAfterMs(reply.headers, clock.now()),
  });
}

/** The error for an answer that cannot be used. */
export function unreadable({ whole }: HttpResponse, what: string): ImageApiUnavailable {
  return new ImageApiUnavailable(`Krea gave ${what} that cannot be read${whole ? '' : ': it was cut off'}`);
}
