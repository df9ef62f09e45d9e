import { deleteAsset, getAsset, listAssets, postAsset } from '../assets/asset-routes.ts';
import { picture, styleCover, upload } from '../assets/media.ts';
import { findStyle, listStyles } from '../assets/styles.ts';
import { deleteJob, getJob, listJobs } from '../jobs/job-routes.ts';
import { submit } from '../jobs/submit.ts';
import { VARIANTS } from '../types.ts';
import type { Context } from './context.ts';
import { json, problem } from './wire.ts';
import type { Call, Reply } from './wire.ts';

const GENERATE = '/generate/image/krea/krea-2/';

/** Finds who answers a call: files are public, everything else asks for the token first. */
export async function route(context: Context, call: Call): Promise<Reply> {
  const parts = call.path.slice(1).split('/');
  if (parts[0] === 'media' || parts[0] === 'uploads') return await file(context, call, parts);
  if (call.headers.authorization !== `Bearer ${context.token}`) {
    return context.settings.unauthorizedShape === 'message'
      ? json(401, { message: 'Unauthorized' })
      : problem(401, 'Unauthorized');
  }
  const [top, id] = parts;
  if (call.path.startsWith(GENERATE)) {
    const variant = VARIANTS.find((name) => name === call.path.slice(GENERATE.length));
    if (variant === undefined) return problem(404, 'Not found');
    return call.method === 'POST' ? await submit(context, variant, call) : wrongMethod();
  }
  if (parts.length > 2) return problem(404, 'Not found');
  if (top === 'jobs') return jobRoute(context, call, id);
  if (top === 'assets') return await assetRoute(context, call, id);
  if (top === 'styles') {
    if (call.method !== 'GET') return wrongMethod();
    return id === undefined ? listStyles(context, call) : findStyle(context, id);
  }
  return problem(404, 'Not found');
}

function jobRoute(context: Context, call: Call, id: string | undefined): Reply {
  if (call.method === 'GET') return id === undefined ? listJobs(context, call) : getJob(context, id);
  return call.method === 'DELETE' && id !== undefined ? deleteJob(context, id) : wrongMethod();
}

async function assetRoute(context: Context, call: Call, id: string | undefined): Promise<Reply> {
  if (call.method === 'GET') return id === undefined ? listAssets(context, call) : getAsset(context, id);
  if (call.method === 'POST' && id === undefined) return await postAsset(context, call);
  return call.method === 'DELETE' && id !== undefined ? deleteAsset(context, id) : wrongMethod();
}

async function file(context: Context, call: Call, parts: readonly string[]): Promise<Reply> {
  const token = call.headers.authorization;
  if (token !== undefined) context.leaks.push({ path: call.path, at: context.clock.now() });
  if (call.method !== 'GET') return wrongMethod();
  const [top, second = '', third = ''] = parts;
  if (top === 'uploads') return upload(context, call.path);
  const name = third.replace(/\.png$/, '');
  if (second === 'styles') return await styleCover(context, name);
  return await picture(context, second, name);
}

function wrongMethod(): Reply {
  return problem(405, 'Method not allowed');
}
