import { MockAgent } from 'undici';

import { createKrea } from '../../../src/backends/krea/create-krea.ts';
import type { KreaOptions } from '../../../src/backends/krea/create-krea.ts';
import { SCHEMA_STRENGTHS } from '../../../src/core/picture/request.ts';
import { createCapturedLog } from '../../fakes/captured-log.ts';

const ORIGIN = 'https://krea.test';

interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}
type Given = [status: number, body?: unknown, headers?: Record<string, string>];

/** The Krea client before a Krea that gives the planned answers in order and writes down what it is asked. */
export function mockKrea(answers: readonly Given[], options: Partial<KreaOptions> = {}) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const asked: Asked[] = [];
  const left = [...answers];
  const pool = agent.get(ORIGIN);
  for (const method of ['GET', 'POST', 'DELETE']) {
    pool
      .intercept({ path: () => true, method })
      .reply((request) => {
        const url = new URL(request.path, ORIGIN);
        asked.push({
          method: request.method,
          path: url.pathname,
          query: Object.fromEntries(url.searchParams),
          headers: headersOf(request.headers),
          body: typeof request.body === 'string' ? request.body : '',
        });
        const [status, body = '', headers = {}] = left.shift() ?? [500, 'no answer was planned'];
        const data = typeof body === 'string' ? body : JSON.stringify(body);
        return { statusCode: status, data, responseOptions: { headers } };
      })
      .persist();
  }
  const captured = createCapturedLog();
  const krea = createKrea({
    apiUrl: `${ORIGIN}/`,
    token: 'uuid:hush-hush',
    log: captured.log,
    clock: { now: () => 0, monotonic: () => 0 },
    strengths: SCHEMA_STRENGTHS,
    agent,
    ...options,
  });
  return { krea, asked, ...captured };
}

function headersOf(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
