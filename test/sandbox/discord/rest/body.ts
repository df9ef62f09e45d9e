import type { IncomingMessage } from 'node:http';

import type { RequestFile } from '../state/files.ts';
import { parseJson } from '../state/json.ts';
import { refusal } from './errors.ts';
import { parseMultipart } from './multipart.ts';

/** A request's body, taken apart. */
export type ParsedBody = { readonly body: unknown; readonly files: readonly RequestFile[] };

/** Reads everything a request sends, keeping at most `limit` bytes; null when it was more. */
export async function readAll(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // The rest is read and dropped: an answer before the end of the request would look like a broken connection.
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > limit ? null : Buffer.concat(chunks);
}

/** Parses JSON and multipart bodies as Discord takes them. */
export function parseBody(bytes: Buffer, contentType: string): ParsedBody {
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (contentType.startsWith('multipart/form-data')) {
    const form = parseMultipart(bytes, contentType);
    if (form === null) throw refusal('badJson');
    return { body: form.payload === null ? {} : jsonOrRefuse(form.payload), files: form.files };
  }
  return { body: jsonOrRefuse(bytes.toString('utf8')), files: [] };
}

function jsonOrRefuse(text: string): unknown {
  const value = parseJson(text);
  if (value === undefined) throw refusal('badJson');
  return value;
}
