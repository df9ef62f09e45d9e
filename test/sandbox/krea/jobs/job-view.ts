import type { Failure, KreaSettings, UrlShape } from '../types.ts';
import type { Job } from './jobs.ts';

export const MODERATED = 'The content was blocked by the safety policy';
const EARLY = new Set(['sampling', 'intermediate-complete']);

/** A job as Krea's API writes it. */
export function jobView(job: Job, settings: KreaSettings, base: string): Record<string, unknown> {
  const done = job.completedAt !== null;
  return {
    job_id: job.id,
    status: job.status,
    ...(settings.jobType === null ? {} : { type: settings.jobType }),
    created_at: new Date(job.createdAt).toISOString(),
    completed_at: job.completedAt === null ? null : new Date(job.completedAt).toISOString(),
    ...(done ? ending(job, base) : pending(job, settings, base)),
  };
}

function pending(job: Job, settings: KreaSettings, base: string): Record<string, unknown> {
  if ((job.plan.previews ?? settings.previews) && EARLY.has(job.status)) {
    return { result: { urls: [`${base}/media/previews/${job.fileId}.png`] } };
  }
  const form = job.plan.pendingResult ?? settings.pendingResult;
  if (form === 'absent') return {};
  return { result: form === 'empty' ? {} : null };
}

function ending(job: Job, base: string): Record<string, unknown> {
  const { urls, failure } = job.outcome;
  if (failure !== undefined) return failed(failure);
  if (urls === undefined) return { result: null };
  return { result: result(urls, `${base}/media/images/${job.fileId}.png`) };
}

function result(shape: UrlShape, url: string): Record<string, unknown> {
  switch (shape) {
    case 'strings':
      return { urls: [url] };
    case 'objects':
      return { urls: [{ type: 'image', url }] };
    case 'map':
      return { urls: { image: url } };
    case 'empty':
      return { urls: [] };
    case 'missing':
      return {};
  }
}

function failed(failure: Failure): Record<string, unknown> {
  const {
    shape = 'object',
    code = 'generation_failed',
    message = 'The picture could not be generated',
  } = typeof failure === 'string' ? { shape: failure } : failure;
  switch (shape) {
    case 'object':
      return { result: null, error: { code, message } };
    case 'string':
      return { result: null, error: message };
    case 'result':
      return { result: { error: message } };
    case 'result-object':
      return { result: { error: { code, message } } };
    case 'none':
      return { result: null };
  }
}
