import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import type { Attachment } from '../state/entities.ts';
import type { World } from '../state/world.ts';

const secret = 'links of the local Discord';

function signature(path: string, expires: string, issued: string): string {
  return createHmac('sha256', secret).update(`${path}?${expires}&${issued}`).digest('hex');
}

/** A fresh link to a file, good for as long as Discord's are. */
export function linkTo(world: World, attachment: Attachment): string {
  const issued = Math.floor(world.now() / 1000).toString(16);
  const expires = Math.floor((world.now() + world.limits.linkMs) / 1000).toString(16);
  const query = `ex=${expires}&is=${issued}&hm=${signature(attachment.path, expires, issued)}&`;
  return `http://${world.cdnHost}${attachment.path}?${query}`;
}

/** The file behind a link of this CDN, whether or not its signature still holds. */
export function attachmentBehind(world: World, link: string): Attachment | undefined {
  const url = URL.parse(link);
  if (url === null || url.host !== world.cdnHost) return undefined;
  return byPath(world, url.pathname);
}

function byPath(world: World, path: string): Attachment | undefined {
  const found = world.attachments.get(path.split('/')[3] ?? '');
  return found?.path === path ? found : undefined;
}

/** Answers GET and HEAD of the CDN: 404 for unknown, removed, unsigned and expired links. */
export function serveFile(world: World, url: URL, method: string, response: ServerResponse): void {
  const found = byPath(world, url.pathname);
  const expires = url.searchParams.get('ex') ?? '';
  const issued = url.searchParams.get('is') ?? '';
  const isSigned = url.searchParams.get('hm') === signature(url.pathname, expires, issued);
  const isFresh = Number.parseInt(expires, 16) * 1000 > world.now();
  if (found === undefined || found.removed || !isSigned || !isFresh) {
    response.writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' }).end('This content is no longer available.');
    return;
  }
  response.writeHead(200, {
    'content-type': found.contentType ?? 'application/octet-stream',
    'content-length': found.bytes.length,
    'cache-control': 'public, max-age=31536000',
  });
  response.end(method === 'HEAD' ? undefined : found.bytes);
}
