import type { ImageApi } from '../../ports/image-api.ts';
import type { KreaParts } from './parts.ts';
import { unavailable } from './unavailable.ts';

/** Answers to a cancellation after which the job has ended, by it or before it; which, tells the next look. */
const HEARD = new Set([400, 403, 404, 405, 409, 410, 422]);

/** Asks Krea to end a job. */
export function createCancel(parts: KreaParts): ImageApi['cancel'] {
  const { http, log, timeouts } = parts;

  return async (remoteId) => {
    const path = `/jobs/${encodeURIComponent(remoteId)}`;
    const reply = await http({ method: 'DELETE', path, timeoutMs: timeouts.lookMs });
    if (reply.kind === 'answer') {
      if (reply.status >= 200 && reply.status < 300) return;
      if (HEARD.has(reply.status)) {
        log.debug({ remoteId, status: reply.status }, 'Krea had nothing to cancel');
        return;
      }
    }
    throw unavailable(reply, parts, 'to cancel a job');
  };
}
