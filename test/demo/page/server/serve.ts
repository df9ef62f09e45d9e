import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { createActions } from './actions.ts';
import { readClientFile } from './client-files.ts';
import { isOwnRequest, SAFE_HEADERS } from './guards.ts';
import { openBooks } from './ledger.ts';
import { createMediaLinks } from './media-links.ts';
import { readAction } from './read-action.ts';
import type { Stage } from './stage.ts';
import { streamState } from './stream.ts';
import { createSwitchboard } from './switches.ts';

export interface PageServer {
  url: string;
  close(): Promise<void>;
}

/** Serves the page over a stage, on loopback alone; port 0 takes a free one. */
export async function servePage(stage: Stage, port = 0): Promise<PageServer> {
  const books = await openBooks(stage);
  const links = createMediaLinks(stage.discord.cdnHost);
  const switchboard = createSwitchboard(stage);
  const act = createActions(stage, switchboard);
  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
    if (!isOwnRequest(request, taken)) return end(response, 403, 'This page answers itself alone.');
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    if (request.method === 'POST')
      return pathname === '/act' ? answer(request, response) : end(response, 404, 'Nothing here.');
    if (pathname === '/events') {
      const who = { userId: searchParams.get('as') ?? '', channelId: searchParams.get('in') ?? '' };
      return streamState({ stage, books, links, switchboard }, who, response);
    }
    if (pathname.startsWith('/cdn/')) return picture(pathname, response);
    const file = await readClientFile(pathname);
    if (file === undefined) return end(response, 404, 'Nothing here.');
    response.writeHead(200, { 'content-type': file.contentType, 'cache-control': 'no-cache' }).end(file.body);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readAction(request);
    if (asked === undefined) return end(response, 400, 'That cannot be read.');
    const outcome = await act(asked.action, asked.files);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(outcome));
  }

  async function picture(pathname: string, response: ServerResponse): Promise<void> {
    const link = links.resolve(pathname);
    const found = link === undefined ? undefined : await fetch(link);
    if (found?.ok !== true) return end(response, 404, 'This content is no longer available.');
    const bytes = Buffer.from(await found.arrayBuffer());
    const contentType = found.headers.get('content-type') ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'private, max-age=86400' }).end(bytes);
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no port.');
  const taken = address.port;
  return {
    url: `http://127.0.0.1:${taken}/`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await books.close();
    },
  };
}

function end(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(words);
}
