import type { ImageApi } from '../app/ports/image-api.ts';
import type { KreaParts } from './parts.ts';

/** A person waits for the answer. */
const TIMEOUT_MS = 2_500;

/** Asks for one job of the list: the cheapest question that takes a token. */
export function createReach({ http, log, timeouts }: KreaParts): ImageApi['reach'] {
  return async () => {
    const reply = await http({ method: 'GET', path: '/jobs', query: { limit: '1' }, timeoutMs: Math.min(TIMEOUT_MS, timeouts.lookMs) });
    if (reply.kind !== 'answer') return 'unreachable';
    if (reply.status === 401) return 'token-refused';
    if (reply.status === 403) return 'not-permitted';
    if (reply.status !== 200) log.warn({ status: reply.status }, 'Krea is not well');
    return reply.status === 200 ? 'ok' : 'unreachable';
  };
}
