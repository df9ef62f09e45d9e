import { STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';

import type { RESTOptions } from 'discord.js';
import { Agent } from 'undici';
import { z } from 'zod';

import { ADDRESS_ATTEMPT_MS } from '../../ports/connecting.ts';
import { exchange } from './exchange.ts';
import { saneLimits } from './sane-limits.ts';

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
  const agent = new Agent({
    connections: CONNECTIONS,
    connect: { autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS },
  });

  return {
    async makeRequest(url, init) {
      const { origin, pathname, search } = new URL(url);
      const request = {
        origin,
        path: `${pathname}${search}`,
        method: methodSchema.parse(init.method),
        headers: headersSchema.parse(init.headers),
        body: bodyOf(init.body),
      };
      const { status, headers, body } = await exchange(agent, request, init.signal);
      return {
        status,
        statusText: STATUS_CODES[status] ?? '',
        ok: status >= 200 && status < 300,
        headers: saneLimits(
          status,
          new Headers(
            Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
          ),
        ),
        body: null,
        bodyUsed: false,
        arrayBuffer: async () => new Uint8Array(body).buffer,
        json: async () => JSON.parse(body.toString()),
        text: async () => body.toString(),
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
