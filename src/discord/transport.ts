import { STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';

import type { RESTOptions } from 'discord.js';
import { Agent, request } from 'undici';
import { z } from 'zod';

/** Enough for every upload and acknowledgement at once, each on a connection that is already open. */
const CONNECTIONS = 128;

const methodSchema = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const headersSchema = z.record(z.string(), z.string());

/** Carries discord.js's requests; `close` ends its connections, also those in use. */
export interface Transport {
  makeRequest: RESTOptions['makeRequest'];
  close(): Promise<void>;
}

/**
 * Our own undici under discord.js. Its own, older copy sends through the global dispatcher, which the
 * newer copy replaces as soon as it is loaded: after that every upload of discord.js is refused.
 */
export function createTransport(): Transport {
  const agent = new Agent({ connections: CONNECTIONS });

  return {
    async makeRequest(url, init) {
      const response = await request(url, {
        dispatcher: agent,
        method: methodSchema.parse(init.method),
        headers: headersSchema.parse(init.headers),
        body: bodyOf(init.body),
        ...(init.signal && { signal: init.signal }),
      });
      const { statusCode, body } = response;
      return {
        status: statusCode,
        statusText: STATUS_CODES[statusCode] ?? '',
        ok: statusCode >= 200 && statusCode < 300,
        headers: new Headers(Object.entries(response.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))),
        body,
        get bodyUsed() {
          return body.bodyUsed;
        },
        arrayBuffer: () => body.arrayBuffer(),
        json: () => body.json(),
        text: () => body.text(),
      };
    },
    close: () => agent.destroy(),
  };
}

function bodyOf(body: unknown): string | Readable | null {
  if (body === null || body === undefined) return null;
  if (typeof body === 'string') return body;
  if (Array.isArray(body) && body.every((piece) => piece instanceof Uint8Array)) return Readable.from(body);
  throw new TypeError('Text and bytes are sent to Discord, nothing else.');
}
