import type { Context } from '../http/context.ts';
import { problem, raw } from '../http/wire.ts';
import type { Reply } from '../http/wire.ts';
import type { Job } from '../jobs/jobs.ts';
import type { MediaFault } from '../types.ts';
import { inflatePng } from './png.ts';
import { STYLES } from './style-catalogue.ts';

const OVERSIZE = 14 * 1024 * 1024;
const served = new WeakMap<Job, number>();

/** A result picture, or the preview of one that is not done. */
export async function picture(context: Context, folder: string, fileId: string): Promise<Reply> {
  if (folder === 'elsewhere') return raw(200, 'text/plain', 'nobody should have come here');
  const job = context.jobs.ofFile(fileId);
  if (job === undefined || job.gone) return missing();
  if (folder === 'previews') return png(await context.painter.paint(subject(context, job), 64));
  // Before the end there is no file, whoever guesses its address.
  if (folder !== 'images' || job.outcome.urls === undefined) return missing();
  const file = await context.painter.paint(subject(context, job));
  const fault = faultFor(job);
  return fault === undefined ? png(file) : faulty(fault, file, context.base());
}

/** The cover picture of a trained style. */
export async function styleCover(context: Context, id: string): Promise<Reply> {
  const style = STYLES.find((style) => style.id === id);
  if (style === undefined) return missing();
  const influences = [{ colors: style.colors, weight: 1 }];
  return png(await context.painter.paint({ prompt: style.prompt, seed: style.likes, influences }, 256));
}

/** An uploaded file. */
export function upload(context: Context, path: string): Reply {
  const asset = context.assets.find(`${context.base()}${path}`);
  return asset === undefined ? missing() : raw(200, asset.mimeType, asset.bytes);
}

/** The next fault in a job's plan for its result file, if it has not worn off. */
function faultFor(job: Job): Exclude<MediaFault, string> | undefined {
  const { media } = job.plan;
  if (media === undefined) return undefined;
  const fault = typeof media === 'string' ? { kind: media } : media;
  const before = served.get(job) ?? 0;
  served.set(job, before + 1);
  return before < (fault.times ?? Number.POSITIVE_INFINITY) ? fault : undefined;
}

function faulty(fault: Exclude<MediaFault, string>, file: Buffer, base: string): Reply {
  switch (fault.kind) {
    case 'missing':
      return missing();
    case 'forbidden':
      return raw(403, 'application/xml', '<Error><Code>AccessDenied</Code></Error>');
    case 'slow':
      return { ...raw(200, 'image/png', file), overMs: fault.overMs ?? 1_000 };
    case 'hang':
      return { kind: 'hang' };
    case 'drop':
      return { kind: 'drop' };
    case 'text':
      return raw(200, 'image/png', 'this is not a picture');
    case 'html':
      return raw(200, 'text/html; charset=utf-8', '<!doctype html><title>Please wait</title>');
    case 'truncated':
      return { ...raw(200, 'image/png', file), cut: true };
    case 'half-picture':
      return raw(200, 'image/png', file.subarray(0, Math.floor(file.length / 2)));
    case 'oversized':
      return raw(200, 'image/png', inflatePng(file, OVERSIZE));
    case 'redirect': {
      // Another name for this host: nobody's allow list may have it, yet the request log would see the visit.
      const elsewhere = `${base.replace('127.0.0.1', 'localhost')}/media/elsewhere/picture.png`;
      return raw(302, 'text/plain', 'Found', { location: fault.to ?? elsewhere });
    }
  }
}

function subject(context: Context, job: Job) {
  const { request } = job;
  return {
    ...request,
    seed: job.seed,
    variant: job.variant,
    ratio: request.aspect_ratio,
    influences: (request.styles ?? []).map(({ id, strength }) => ({
      colors: STYLES.find((style) => style.id === id)?.colors ?? [],
      weight: strength,
    })),
    boards: request.moodboards ?? [],
    references: (request.image_style_references ?? []).flatMap(({ url, strength = 0.5 }) => {
      const asset = context.assets.remembered(url);
      return asset === undefined ? [] : [{ bytes: asset.bytes, key: asset.sha256, weight: strength }];
    }),
    init: initial(context, job),
  };
}

function initial(context: Context, job: Job) {
  const { image_url: url, strength = 0.99 } = job.request;
  const asset = url === undefined || url === null ? undefined : context.assets.remembered(url);
  return asset === undefined ? undefined : { bytes: asset.bytes, key: asset.sha256, strength };
}

function png(body: Buffer): Reply {
  return raw(200, 'image/png', body, { 'cache-control': 'public, max-age=31536000' });
}

function missing(): Reply {
  return problem(404, 'Not found');
}
