const PREFIX = '/cdn';

/**
 * Discord's links change whenever they are signed anew, and lead to another port. The page gets addresses that stay
 * and are its own, so that pictures are not loaded again and nothing is asked of anybody else.
 */
export interface MediaLinks {
  /** The value with every link to the local CDN replaced. */
  localize(value: unknown): unknown;
  /** The signed link behind an address of the page. */
  resolve(path: string): string | undefined;
}

/** Remembers the links of one CDN. */
export function createMediaLinks(cdnHost: string): MediaLinks {
  const origin = `http://${cdnHost}`;
  const signed = new Map<string, string>();

  function localize(value: unknown): unknown {
    if (typeof value === 'string' && value.startsWith(`${origin}/`)) {
      const path = PREFIX + new URL(value).pathname;
      signed.set(path, value);
      return path;
    }
    if (Array.isArray(value)) return value.map(localize);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, localize(inner)]));
  }

  return { localize, resolve: (path) => signed.get(path) };
}
