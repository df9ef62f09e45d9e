import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Clock } from '../clock.ts';
import { problem } from './wire.ts';
import type { Answer, Call, Reply } from './wire.ts';

const MAX_BODY = 80 * 1024 * 1024;

/** One request and what became of it. */
export type RequestEntry = {
  method: string;
  path: string;
  query: string;
  at: number;
  /** How long the answer took. */
  ms: number;
  /** The status sent, or how the answer was lost. */
  outcome: number | 'hang' | 'drop' | 'cut';
};

/** Listens on loopback, and can stop to, and start again on the same port. */
export async function createListener(
  clock: Clock,
  port: number,
  answer: (call: Call) => Promise<Reply>,
  onRequest: (entry: RequestEntry) => void,
) {
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = clock.now();
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const method = request.method ?? 'GET';
    const body = await readBody(request);
    const call = { method, path: url.pathname, query: url.searchParams, headers: request.headers, body };
    // A fault of the sandbox itself must not look like one of the bot.
    const reply = await answer(call).catch((error: unknown) => problem(500, `sandbox: ${String(error)}`));
    const outcome = reply.kind === 'answer' ? (reply.cut === true ? 'cut' : reply.status) : reply.kind;
    onRequest({ method, path: url.pathname, query: url.search, at, ms: clock.now() - at, outcome });
    if (reply.kind === 'drop') response.destroy();
    if (reply.kind === 'answer') await send(response, reply, clock);
  }

  async function listen(on: number): Promise<number> {
    server.listen(on, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the sandbox has no port');
    return address.port;
  }

  async function refuse(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  const taken = await listen(port);
  return {
    port: taken,
    refuse,
    async accept(): Promise<void> {
      if (!server.listening) await listen(taken);
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // Read on, so that the sender hears the answer; what is too long is refused by its route.
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function send(response: ServerResponse, answer: Answer, clock: Clock): Promise<void> {
  const { status, headers, body, overMs = 0, cut = false } = answer;
  response.writeHead(status, { date: new Date(clock.now()).toUTCString(), ...headers, 'content-length': body.length });
  if (cut) {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  const pieces = overMs > 0 ? 10 : 1;
  const size = Math.ceil(body.length / pieces);
  for (let piece = 0; piece < pieces; piece += 1) {
    if (overMs > 0) await new Promise<void>((resolve) => void clock.after(overMs / pieces, resolve));
    if (response.destroyed) return;
    response.write(body.subarray(piece * size, (piece + 1) * size));
  }
  response.end();
}
