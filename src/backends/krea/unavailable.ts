import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { Reply } from '../http/http.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import type { KreaParts } from './parts.ts';
import { readProblem } from './problem/problem.ts';
import { redact } from './problem/redact.ts';
import type { Secrets } from './problem/redact.ts';

/** Logs why Krea could not be asked, and makes the error to throw. `purpose` completes "Krea could not be asked …". */
export function unavailable(
  reply: Reply,
  { log, clock, token, prompt = '' }: Pick<KreaParts, 'log' | 'clock' | 'token'> & Pick<Secrets, 'prompt'>,
  fields: object,
  purpose: string,
): ImageApiUnavailable {
  if (reply.kind !== 'answer') {
    log.warn({ ...fields, purpose, code: reply.code }, 'Krea could not be asked');
    return new ImageApiUnavailable(`Krea could not be asked ${purpose} (${reply.code})`);
  }
  const { status } = reply;
  const detail = redact(readProblem(reply).texts.join('; '), { token, prompt });
  // Only the operator can mend a refused token.
  const level = status === 401 || status === 403 ? 'error' : 'warn';
  log[level]({ ...fields, purpose, status, detail }, 'Krea could not be asked');
  return new ImageApiUnavailable(`Krea answered ${status} when asked ${purpose}`, {
    retryAfterMs: retryAfterMs(reply.headers, clock.now()),
  });
}
