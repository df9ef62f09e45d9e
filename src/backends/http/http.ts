import { request } from 'undici';
import type { FormData } from 'undici';

import { parseJson } from '../../kit/parse-json.ts';
import { readCapped } from '../../kit/read-capped.ts';
import { withinTime } from '../../kit/time-limit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Agents } from './agents.ts';
import { causeCode } from './cause-code.ts';
import type { RemoteClock } from './remote-clock.ts';
import { watchSending } from './send-once.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const USER_AGENT = 'krea-discord-bot';

interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the API's address, with a leading slash. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** JSON as text, or a form. */
  body?: string | FormData;
  /** For everything from the connection to the answer's last byte. */
  timeoutMs: number;
  /** A call that must not be written to a connection that had another use before. */
  onFreshConnection?: boolean;
}

export interface HttpResponse {
  kind: 'answer';
  status: number;
  /** Names in lower case; of repeated headers the first. */
  headers: Record<string, string>;
  /** The body as JSON; undefined when it is none. */
  json: unknown;
  text: string;
  /** False when the body broke off or was longer than 1 MB. */
  whole: boolean;
}

/** What came of a call: only an `unsent` one provably did nothing. */
export type Reply = HttpResponse | { kind: 'unsent'; code: string } | { kind: 'lost'; code: string };
export type Http = (call: Call) => Promise<Reply>;

/** Makes calls to Krea. Redirects are not followed: the token would go where they point. */
export function createHttp(options: {
  apiUrl: string;
  token: string;
  agents: Agents;
  clock: Pick<Clock, 'monotonic'>;
  /** Hears when each answer was made. */
  remoteClock: Pick<RemoteClock, 'note'>;
}): Http {
  const base = options.apiUrl.replace(/\/+$/, '');

  async function send(call: Call, signal: AbortSignal): Promise<Reply> {
    const url = new URL(base + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    const sending = watchSending(signal);
    const dispatcher = call.onFreshConnection === true ? options.agents.single : options.agents.repeatable;
    const sentAt = options.clock.monotonic();
    try {
      const answered = request(url, {
        dispatcher: dispatcher.compose(sending.interceptor),
        method: call.method,
        headers: {
          ...call.headers,
          accept: 'application/json',
          authorization: `Bearer ${options.token}`,
          'user-agent': USER_AGENT,
          ...(typeof call.body === 'string' ? { 'content-type': 'application/json' } : {}),
        },
        body: call.body ?? null,
        signal,
        headersTimeout: call.timeoutMs,
        bodyTimeout: call.timeoutMs,
      });
      const response = await Promise.race([answered, sending.unsent]);
      const headers = firstValues(response.headers);
      options.remoteClock.note({ date: headers['date'], sentAt, receivedAt: options.clock.monotonic() });
      const { text, whole } = await readBody(response.body);
      return { kind: 'answer', status: response.statusCode, headers, json: parseJson(text), text, whole };
    } catch (error) {
      return { kind: sending.started() ? 'lost' : 'unsent', code: causeCode(error) };
    }
  }

  return async (call) => await withinTime(call.timeoutMs, async (signal) => await send(call, signal));
}

function firstValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) values[name.toLowerCase()] = first;
  }
  return values;
}

/** A body as UTF-8, as far as it came; `whole` is false when it broke off, or was longer than allowed. */
async function readBody(body: AsyncIterable<unknown>): Promise<{ text: string; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  const read = await readCapped(body, MAX_BODY_BYTES, chunks).catch(() => undefined);
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), whole: read !== undefined };
}
