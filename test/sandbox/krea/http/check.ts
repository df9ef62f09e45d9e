import { fits } from '../assets/styles.ts';
import type { Plan } from '../types.ts';
import type { Context } from './context.ts';
import { invalid } from './request.ts';
import type { KreaRequest } from './request.ts';
import { header, problem } from './wire.ts';
import type { Answer, Call } from './wire.ts';

/** What the schema cannot tell: an answer that refuses, or what changes in the job's plan. */
export function check(context: Context, request: KreaRequest, call: Call): Answer | Pick<Plan, 'end'> {
  const { settings, assets } = context;
  const references = (request.image_style_references ?? []).map(({ url }) => url);
  const urls =
    request.image_url === undefined || request.image_url === null ? references : [...references, request.image_url];
  if (header(call, 'x-api-zero-data-retention') === '1' && urls.some((url) => !url.startsWith('data:'))) {
    return problem(422, 'With zero data retention, assets from outside must be data URIs.');
  }
  const usable = (url: string): boolean => assets.find(url)?.mimeType.startsWith('image/') === true;
  const wrong = urls.find((url) => !usable(url));
  if (wrong !== undefined) {
    const path = wrong === request.image_url ? ['image_url'] : ['image_style_references', urls.indexOf(wrong), 'url'];
    return invalid([{ path, message: 'Invalid asset URL' }], settings);
  }
  const board = request.moodboards?.find(
    ({ id }) => settings.moodboards !== 'any' && !settings.moodboards.includes(id),
  );
  if (board !== undefined && settings.unknownMoodboard !== 'fail') {
    return settings.unknownMoodboard === 'not-found'
      ? problem(404, 'Moodboard not found')
      : invalid([{ path: ['moodboards', 0, 'id'], message: 'Moodboard not found' }], settings);
  }
  const index = (request.styles ?? []).findIndex(({ id }) => !fits(id));
  const unfit = index >= 0 && settings.unfitStyle !== 'accept';
  if (unfit && settings.unfitStyle === 'refuse') {
    return invalid([{ path: ['styles', index, 'id'], message: 'Style cannot be used with this model' }], settings);
  }
  if (board === undefined && !unfit) return {};
  const what = board === undefined ? 'Style' : 'Moodboard';
  return { end: { failed: { code: 'invalid_input', message: `${what} could not be loaded` } } };
}
