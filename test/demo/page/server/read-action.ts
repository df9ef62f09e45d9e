import type { IncomingMessage } from 'node:http';

import { action } from '../wire/actions.ts';
import type { Action } from '../wire/actions.ts';
import type { SentFile } from './actions.ts';

/** Four references of the largest size that a boosted server takes do not fit; what Discord takes by default does. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * Reads what the page asks for, a multipart form with the action as JSON beside its files; undefined when it is no such
 * thing.
 */
export async function readAction(request: IncomingMessage): Promise<{ action: Action; files: SentFile[] } | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  const contentType = request.headers['content-type'] ?? '';
  const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  const asked = form?.get('action');
  if (form === undefined || typeof asked !== 'string') return undefined;
  const parsed = action.safeParse(parseJson(asked));
  if (!parsed.success) return undefined;
  const files: SentFile[] = [];
  for (const [field, entry] of form) {
    if (typeof entry !== 'string')
      files.push({ field, name: entry.name, bytes: Buffer.from(await entry.arrayBuffer()) });
  }
  return { action: parsed.data, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
