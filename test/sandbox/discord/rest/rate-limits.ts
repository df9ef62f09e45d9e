import { createHash } from 'node:crypto';

import type { JsonObject } from '../state/json.ts';

/** How many requests of one bucket pass in a window. */
export type Bucket = { readonly limit: number; readonly windowMs: number };

type Window = { used: number; endsAt: number };
type Verdict = { readonly headers: Record<string, string>; readonly refused: JsonObject | null };

/** The usual limits; interaction callbacks are not limited. */
export const USUAL_BUCKETS: { readonly [route: string]: Bucket } = {
  'POST /channels/:channel/messages': { limit: 5, windowMs: 5000 },
  'PATCH /channels/:channel/messages/:message': { limit: 5, windowMs: 5000 },
  'DELETE /channels/:channel/messages/:message': { limit: 5, windowMs: 1000 },
  'POST /webhooks/:application/:token': { limit: 5, windowMs: 2000 },
  'PATCH /webhooks/:application/:token/messages/:message': { limit: 5, windowMs: 2000 },
};

/** Counts requests in windows of the real clock (a test's own clock may stand still). */
export function createRateLimits(buckets: { readonly [route: string]: Bucket }, perSecond: number) {
  const windows = new Map<string, Window>();
  const count = (key: string, bucket: Bucket): { readonly left: number; readonly waitMs: number } => {
    const now = performance.now();
    const old = windows.get(key);
    const window = old && old.endsAt > now ? old : { used: 0, endsAt: now + bucket.windowMs };
    if (window !== old) windows.set(key, window);
    window.used += 1;
    return { left: bucket.limit - window.used, waitMs: window.endsAt - now };
  };
  const sweep = setInterval(() => {
    const now = performance.now();
    for (const [key, window] of windows) if (window.endsAt < now) windows.delete(key);
  }, 60_000);
  sweep.unref();

  return {
    /** Counts a request; `major` is the channel, guild or webhook it goes to. */
    check(route: string, major: string, isInteraction: boolean): Verdict {
      if (!isInteraction) {
        const all = count('global', { limit: perSecond, windowMs: 1000 });
        if (all.left < 0)
          return {
            headers: { ...wait(all.waitMs, 'global'), 'x-ratelimit-global': 'true' },
            refused: words(all.waitMs, true),
          };
      }
      const bucket = buckets[route];
      if (bucket === undefined) return { headers: {}, refused: null };
      const own = count(`${route} ${major}`, bucket);
      const headers = {
        'x-ratelimit-bucket': createHash('md5').update(route).digest('hex'),
        'x-ratelimit-limit': String(bucket.limit),
        'x-ratelimit-remaining': String(Math.max(0, own.left)),
        'x-ratelimit-reset': (Date.now() / 1000 + own.waitMs / 1000).toFixed(3),
        'x-ratelimit-reset-after': (own.waitMs / 1000).toFixed(3),
      };
      return own.left < 0
        ? { headers: { ...headers, ...wait(own.waitMs, 'user') }, refused: words(own.waitMs, false) }
        : { headers, refused: null };
    },
    stop: () => clearInterval(sweep),
  };
}

function wait(ms: number, scope: string): Record<string, string> {
  return { 'retry-after': String(Math.ceil(ms / 1000)), 'x-ratelimit-scope': scope };
}

function words(ms: number, global: boolean): JsonObject {
  return { message: 'You are being rate limited.', retry_after: Number((ms / 1000).toFixed(3)), global };
}
