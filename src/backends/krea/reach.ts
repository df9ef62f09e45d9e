import type { ImageApi } from '../../ports/image-api.ts';
import type { KreaParts } from './parts.ts';

/** A person may wait for the answer. */
const TIMEOUT_MS = 2_500;
/** Completes "Krea could not be asked …" in the log. */
const PURPOSE = 'whether it takes the token';
const REFUSALS = {
  401: { reason: 'token-refused', message: 'Krea refuses the API token' },
  403: { reason: 'not-permitted', message: 'Krea knows the API token but does not permit this' },
} as const;

/** Asks for one job of the list: the cheapest question that takes a token. */
export function createReach({ http, log, timeouts }: KreaParts): ImageApi['reach'] {
  return async () => {
    const reply = await http({
      method: 'GET',
      path: '/jobs',
      query: { limit: '1' },
      timeoutMs: Math.min(TIMEOUT_MS, timeouts.lookMs),
    });
    if (reply.kind !== 'answer') {
      log.warn({ purpose: PURPOSE, code: reply.code }, 'Krea could not be asked');
      return 'unreachable';
    }
    const { status } = reply;
    if (status === 401 || status === 403) {
      const refusal = REFUSALS[status];
      log.error({ purpose: PURPOSE, status }, refusal.message);
      return refusal.reason;
    }
    if (status !== 200) log.warn({ status }, 'Krea is not well');
    return status === 200 ? 'ok' : 'unreachable';
  };
}
