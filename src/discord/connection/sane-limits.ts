/** No wait that Discord asks for is shorter or longer than this, in seconds. */
const SHORTEST = 1;
const LONGEST = 60;
const UNREADABLE = 5;
/** The longest wait, in milliseconds, that discord.js hears of. */
export const LONGEST_WAIT_MS = LONGEST * 1_000;
const TOO_MANY_REQUESTS = 429;

/**
 * The headers of an answer with waits that make sense. discord.js takes them literally: without a wait, or with one of
 * nothing, it asks again at once and for ever; a wrong number makes it refuse everything for a day; and a global limit
 * would hold back the answers to interactions, which Discord exempts from it.
 */
export function saneLimits(status: number, given: Headers): Headers {
  const headers = new Headers(given);
  headers.delete('x-ratelimit-global');
  const resetAfter = headers.get('x-ratelimit-reset-after');
  if (resetAfter !== null) headers.set('x-ratelimit-reset-after', String(bounded(resetAfter, 0)));
  if (status === TOO_MANY_REQUESTS) headers.set('retry-after', String(bounded(headers.get('retry-after'), SHORTEST)));
  else headers.delete('retry-after');
  return headers;
}

function bounded(seconds: string | null, least: number): number {
  const asked = seconds === null || seconds.trim() === '' ? Number.NaN : Number(seconds);
  return Number.isFinite(asked) ? Math.min(Math.max(asked, least), LONGEST) : UNREADABLE;
}
