import type { IncomingMessage } from 'node:http';

import { z } from 'zod';

import { parseJson } from '../kit/parse-json.ts';
import { readCapped } from '../kit/read-capped.ts';

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * All that is taken from a webhook's body, which anybody could have written: the job's id, as a hint; what is none of
 * Krea's ids never gets further.
 */
const hookSchema = z.looseObject({ job_id: z.string().regex(/^[\w.:-]{1,200}$/) });

/** Reads a webhook's body: the job's id, null when it names none, or undefined when it is larger than 1 MiB. */
export async function readHook(request: IncomingMessage): Promise<string | null | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  // Left open when it is too large: the refusal still has to go out on this connection.
  const body = await readCapped(request.iterator({ destroyOnReturn: false }), MAX_BODY_BYTES);
  if (body === undefined) return undefined;
  const parsed = hookSchema.safeParse(parseJson(body.toString('utf8')));
  return parsed.success ? parsed.data.job_id : null;
}
