import type { ImageApi } from '../../ports/image-api.ts';
import { viewJob } from './job-view.ts';
import type { KreaParts } from './parts.ts';
import { unavailable, unreadable } from './unavailable.ts';
import { jobSchema } from './wire.ts';

/** No such job, or one of another account: asked again, Krea would say the same. */
const NOT_OURS = new Set([403, 404, 410]);

/** Asks Krea how a job is. */
export function createLook(parts: KreaParts): ImageApi['look'] {
  const { http, log, timeouts, token } = parts;

  return async (remoteId, prompt = '') => {
    const reply = await http({
      method: 'GET',
      path: `/jobs/${encodeURIComponent(remoteId)}`,
      timeoutMs: timeouts.lookMs,
    });
    if (reply.kind === 'answer' && NOT_OURS.has(reply.status)) {
      log.debug({ remoteId, status: reply.status }, 'Krea does not know a job');
      return { state: 'missing' };
    }
    if (reply.kind !== 'answer' || reply.status !== 200) throw unavailable(reply, { ...parts, prompt }, 'about a job');
    const job = jobSchema.safeParse(reply.json);
    if (!job.success) throw unreadable(reply, 'an answer about a job');
    return viewJob(job.data, { prompt, token });
  };
}
