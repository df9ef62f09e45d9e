import type { ImageApi } from '../../ports/image-api.ts';
import type { KreaParts } from './parts.ts';
import { logRefusal } from './submit-log.ts';

/** A person may wait for the answer. */
const TIMEOUT_MS = 2_500;
/** Completes "Krea could not be asked …" in the log. */
const PURPOSE = 'whether it takes the token';
const REFUSALS: Record<number, 'token-refused' | 'not-permitted' | undefined> = {
  401: 'token-refused',
  403: 'not-permitted',
};

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
    const reason = REFUSALS[status];
    if (reason !== undefined) {
      logRefusal(log, { reason }, { purpose: PURPOSE, status });
      return reason;
    }
    if (status !== 200) log.warn({ status }, 'Krea is not well');
    return status === 200 ? 'ok' : 'unreachable';
  };
}
