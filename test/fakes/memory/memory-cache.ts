import type { Cache } from '../../../src/ports/store/storage.ts';

/** Look-ups in memory; values pass through JSON, as they do everywhere else. */
export function createMemoryCache(now: () => number): Cache {
  const kept = new Map<string, { json: string; expiresAt: number }>();
  return {
    async get(key): Promise<unknown> {
      const found = kept.get(key);
      return found === undefined || found.expiresAt <= now() ? undefined : JSON.parse(found.json);
    },
    async set(key, value, lifeMs) {
      kept.set(key, { json: JSON.stringify(value), expiresAt: now() + lifeMs });
    },
    async delete(key) {
      kept.delete(key);
    },
  };
}
