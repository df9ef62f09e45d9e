import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import { viewJob } from './job-view.ts';
import type { KreaParts } from './parts.ts';
import { unavailable } from './unavailable.ts';
import { jobSchema } from './wire.ts';

/** No such job, or one of another account: asked again, Krea would say the same. */
const NOT_OURS = new Set([403, 404, 410]);

/** Asks Krea how a job is. */
export function createLook(parts: KreaParts): ImageApi['look'] {
  const { http, log, timeouts, token } = parts;

  return async (jobId, prompt = '') => {
    const reply = await http({ method: 'GET', path: `/jobs/${encodeURIComponent(jobId)}`, timeoutMs: timeouts.lookMs });
    if (reply.kind === 'answer' && NOT_OURS.has(reply.status)) {
      log.warn({ jobId, status: reply.status }, 'Krea does not know a job');
      return { state: 'missing' };
    }
    if (reply.kind !== 'answer' || reply.status !== 200)
      throw unavailable(reply, { ...parts, prompt }, { jobId }, 'about a job');
    const job = jobSchema.safeParse(reply.json);
    if (!job.success) {
      log.warn({ jobId, whole: reply.whole }, 'Krea gave an unreadable answer about a job');
      throw new ImageApiUnavailable('Krea gave an unreadable answer about a job');
    }
    const view = viewJob(job.data, { prompt, token });
    if (view.state === 'failed') log.warn({ jobId, ...view.failure, detail: view.detail }, 'a job failed at Krea');
    if (view.state === 'completed' && view.url === null) log.error({ jobId }, 'Krea completed a job without a picture');
    return view;
  };
}
