import { problem } from './wire.ts';
import type { Answer, Call } from './wire.ts';

/** The `limit` of a list call, or the refusal of one that is no integer from 1 to 1000. */
export function readLimit(call: Call): number | Answer {
  const text = call.query.get('limit') ?? '100';
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= 1000) return limit;
  return problem(400, 'limit must be an integer from 1 to 1000');
}

/** One page of a list whose cursor is opaque to the client. */
export function page<T>(call: Call, items: readonly T[]): { items: readonly T[]; next: string | null } | Answer {
  const limit = readLimit(call);
  if (typeof limit !== 'number') return limit;
  const cursor = call.query.get('cursor');
  const place = cursor === null ? '0' : /^from:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (place === undefined) return problem(400, 'Invalid cursor');
  const from = Number(place);
  const end = from + limit;
  const next = end < items.length ? Buffer.from(`from:${end}`).toString('base64url') : null;
  return { items: items.slice(from, end), next };
}
