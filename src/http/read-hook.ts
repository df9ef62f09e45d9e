import type { IncomingMessage } from 'node:http';

import { z } from 'zod';

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * All that is taken from a webhook's body, which anybody could have written: the job's id, as a hint; what is none of
 * Krea's ids never gets further.
 */
const hookSchema = z.looseObject({ job_id: z.string().regex(/^[\w.:-]{1,200}$/) });

/** Reads a webhook's body: the job's id, null when it names none, or undefined when it is larger than 1 MiB. */
export async function readHook(request: IncomingMessage): Promise<string | null | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Left open when it is too large: the refusal still has to go out on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  const parsed = hookSchema.safeParse(parseJson(Buffer.concat(chunks, length).toString('utf8')));
  return parsed.success ? parsed.data.job_id : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
