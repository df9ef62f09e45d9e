import { json, problem, raw } from './wire.ts';
import type { Answer } from './wire.ts';

const html = (status: number, title: string): Answer =>
  raw(
    status,
    'text/html; charset=utf-8',
    `<!doctype html><html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`,
  );

const named = {
  'bad-request': () => problem(400, 'Request body is invalid'),
  issues: () =>
    json(422, {
      issues: [{ path: ['aspect_ratio'], code: 'invalid_value', message: 'Invalid option' }],
    }),
  detail: () => json(422, { detail: [{ loc: ['body', 'prompt'], msg: 'Field is not valid', type: 'value_error' }] }),
  text: () => raw(422, 'text/plain', 'The request could not be validated'),
  moderated: () => problem(422, 'The prompt was rejected by our content policy'),
  unauthorized: () => problem(401, 'Unauthorized'),
  'unauthorized-message': () => json(401, { message: 'Unauthorized' }),
  'no-credits': () => problem(402, 'Insufficient credits'),
  'no-balance': () => json(402, { message: 'The API balance is used up. Top up the API balance to go on.' }),
  'plan-too-low': () => problem(402, 'This model requires a higher plan'),
  forbidden: () => problem(403, 'API access is not enabled for this workspace'),
  'not-found': () => problem(404, 'Not found'),
  retired: () =>
    json(410, {
      error: 'model_unavailable',
      reason: 'deprecated',
      message: 'This model is no longer available',
      sunset_date: '2026-10-01',
      replacement: 'krea/krea-2/medium',
      migration_url: 'https://docs.krea.ai/developers/deprecations',
    }),
  'too-many': () => problem(429, 'Maximum number of concurrent jobs reached'),
  'too-many-retry-after': () => problem(429, 'Maximum number of concurrent jobs reached', { 'retry-after': '1' }),
  'server-error': () => html(500, 'Internal Server Error'),
  'bad-gateway': () => html(502, 'Bad Gateway'),
  unavailable: () => html(503, 'Service Unavailable'),
} satisfies Record<string, () => Answer>;

/** An answer with an error: by name, or told in full (`body` a string for raw text, otherwise JSON). */
export type Refusal = keyof typeof named | { status: number; body?: unknown; headers?: Record<string, string> };

/** The answer that a refusal stands for. */
export function refusal(of: Refusal): Answer {
  if (typeof of === 'string') return named[of]();
  const { status, body = { error: `Status ${status}` }, headers = {} } = of;
  return typeof body === 'string' ? raw(status, 'text/plain', body, headers) : json(status, body, headers);
}
