import { isDeepStrictEqual } from 'node:util';

/** Of two values the parts that are not the same; what only one of them has is missing from the other's part. */
export function differences(before: unknown, after: unknown): { before: unknown; after: unknown } {
  return { before: partUnlike(before, after), after: partUnlike(after, before) };
}

function partUnlike(value: unknown, other: unknown): unknown {
  if (!isRecord(value) || !isRecord(other)) return value;
  const unlike = Object.entries(value).filter(([key, part]) => !isDeepStrictEqual(part, other[key]));
  return Object.fromEntries(unlike.map(([key, part]) => [key, partUnlike(part, other[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
