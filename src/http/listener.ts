import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { PictureKey } from '../app/ports/journal.ts';
import type { Log } from '../app/ports/log.ts';
import type { Health } from './health.ts';
import type { HookAddresses } from './hook-address.ts';
import { readHook } from './read-hook.ts';

const HEADERS_TIMEOUT_MS = 5000;
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 200;

/** A call of Krea about one of our pictures: a reason to look at its job, and nothing more. */
export interface Hook extends PictureKey {
  /** The job's id as the call names it; not verified. */
  remoteId: string | null;
}

interface ListenerOptions {
  /** 0 takes any free port. */
  port: number;
  /** The address to listen on; every one when left out. */
  host?: string;
  /** How long a client may take to send its headers and its whole request, in milliseconds. */
  timeouts?: { headersMs: number; requestMs: number };
  isHealthy: () => Health;
  /** What GET /metrics answers; nothing when left out. */
  scrape?: () => Promise<{ contentType: string; text: string }>;
  addresses: HookAddresses;
  onHook: (hook: Hook) => Promise<void> | void;
  log: Log;
}

export interface Listener {
  /** The port in use. */
  port: number;
  /** Takes no more requests and ends the open connections. */
  close(): Promise<void>;
}

/** Listens for health checks (GET /healthz), dashboards (GET /metrics) and Krea's calls; everything else is 404. Rejects when the port is taken. */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { headersMs, requestMs } = options.timeouts ?? { headersMs: HEADERS_TIMEOUT_MS, requestMs: REQUEST_TIMEOUT_MS };
  const server = createServer(
    { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: Math.min(1000, headersMs) },
    (request, response) => {
      answer(request, response, options).catch((error: unknown) => {
        options.log.warn({ err: error }, 'a request broke off');
        response.destroy();
      });
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, options);
  return { port: portOf(server), close: () => close(server) };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: ListenerOptions): Promise<void> {
  const path = request.url?.split('?', 1)[0] ?? '';
  if (path === '/healthz' && (request.method === 'GET' || request.method === 'HEAD')) return answerHealth(response, options.isHealthy());
  if (path === '/metrics' && request.method === 'GET' && options.scrape !== undefined) return answerMetrics(response, options.scrape, options.log);
  const key = request.method === 'POST' ? options.addresses.parse(path) : undefined;
  if (key === undefined) return end(response, 404);

  const remoteId = await readHook(request);
  if (remoteId === undefined) return end(response, 413);
  end(response, 204);
  await tell(options, { ...key, remoteId });
}

/** Krea has its answer by now; what we make of the hint is no concern of the connection. */
async function tell({ onHook, log }: ListenerOptions, hook: Hook): Promise<void> {
  try {
    await onHook(hook);
  } catch (error) {
    log.error({ generationId: hook.generationId, index: hook.index, err: error }, 'following a hint of Krea failed');
  }
}

function answerHealth(response: ServerResponse, health: Health): void {
  const body = JSON.stringify(health.healthy ? { status: 'ok' } : { status: 'unhealthy', reason: health.reason });
  response.writeHead(health.healthy ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body);
}

async function answerMetrics(response: ServerResponse, scrape: NonNullable<ListenerOptions['scrape']>, log: Log): Promise<void> {
  try {
    const { contentType, text } = await scrape();
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
  } catch (error) {
    log.error({ err: error }, 'the metrics cannot be read');
    end(response, 503);
  }
}

/** Refusals close the connection, so that nobody makes us read the rest of a body that we do not want. */
function end(response: ServerResponse, status: 204 | 404 | 413 | 503): void {
  response.writeHead(status, status === 204 ? {} : { connection: 'close' }).end();
}

function listen(server: Server, { port, host }: ListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => reject(new Error(`PORT: cannot listen on ${port}: ${error.message}`, { cause: error }));
    server.once('error', refuse);
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The listener has no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
