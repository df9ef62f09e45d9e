import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { Log } from '../ports/log.ts';
import { makeRoom } from './make-room.ts';

const HEADERS_TIMEOUT_MS = 5000;
const REQUEST_TIMEOUT_MS = 10_000;
const MOST_CONNECTIONS = 200;

export interface ServeOptions {
  /** 0 takes any free port. */
  port: number;
  /** The address to listen on; every one when left out. */
  host?: string;
  /** How long a client may take to send its headers and its whole request, in milliseconds. */
  timeouts?: { headersMs: number; requestMs: number };
  log: Log;
}

export interface Listener {
  /** The port in use. */
  port: number;
  /** Takes no more requests and ends the open connections. */
  close(): Promise<void>;
}

/** Listens and lets every request be answered; rejects with the setting's name when the port cannot be had. */
export async function serve(
  setting: 'PORT' | 'METRICS_PORT',
  { port, host, timeouts, log }: ServeOptions,
  answer: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>,
): Promise<Listener> {
  const { headersMs, requestMs } = timeouts ?? { headersMs: HEADERS_TIMEOUT_MS, requestMs: REQUEST_TIMEOUT_MS };
  const server = createServer(
    { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: Math.min(1000, headersMs) },
    (request, response) => {
      answer(request, response, request.url?.split('?', 1)[0] ?? '').catch((error: unknown) => {
        log.warn({ err: error }, 'a request broke off');
        response.destroy();
      });
    },
  );
  makeRoom(server, MOST_CONNECTIONS);
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error): void =>
      reject(new Error(`${setting}: cannot listen on ${port}: ${error.message}`, { cause: error }));
    server.once('error', refuse);
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off('error', refuse);
      resolve();
    });
  });
  return { port: portOf(server), close: () => close(server) };
}

/** Whether something is only to be read; Node.js leaves the body out of the answer to a HEAD. */
export function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Refusals close the connection: otherwise the rest of an unwanted body would have to be read. */
export function end(response: ServerResponse, status: 204 | 404 | 413 | 503): void {
  response.writeHead(status, status === 204 ? {} : { connection: 'close' }).end();
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
