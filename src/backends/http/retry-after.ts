const MAX_MS = 60 * 60_000;

/**
 * Milliseconds to wait by a `Retry-After` header in seconds or as a date; null without a readable one, at most
 * an hour. A date is held against the answer's own `Date` where it has one, so that a wrong clock does not count.
 */
export function retryAfterMs(headers: Record<string, string>, now: number): number | null {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+(\.\d+)?$/.test(value)) return bounded(Number(value) * 1000);
  // Only with a year is it a date; the parser would find one in "-5" as well.
  const until = /\d{4}/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return null;
  const sentAt = Date.parse(headers['date'] ?? '');
  return bounded(until - (Number.isNaN(sentAt) ? now : sentAt));
}

function bounded(milliseconds: number): number {
  return Math.min(MAX_MS, Math.max(0, Math.ceil(milliseconds)));
}
