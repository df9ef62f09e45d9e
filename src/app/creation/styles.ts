import { z } from 'zod';

import type { Clock } from '../../ports/clock.ts';
import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { ImageApi, TrainedStyle } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Cache } from '../../ports/store/storage.ts';

const CACHE_KEY = 'styles';
const FRESH_MS = 10 * 60_000;
/** An old catalogue is better than none while Krea cannot be asked. */
const CACHE_LIFE_MS = 30 * 24 * 60 * 60_000;
/** After a failure Krea is left alone for a while: autocomplete asks at every key stroke. */
const PAUSE_AFTER_FAILURE_MS = 30_000;
const SUGGESTIONS = 25;
/** Discord waits three seconds for suggestions; what comes later is there at the next key stroke. */
const SUGGESTION_TIMEOUT_MS = 1_500;

const catalogueSchema = z.object({
  readAt: z.number(),
  styles: z.array(z.object({ id: z.string(), title: z.string() })),
});
type Catalogue = z.infer<typeof catalogueSchema>;

export interface Styles {
  /** At most 25 trained styles whose title holds the text, titles that begin with it first. */
  search(text: string): Promise<TrainedStyle[]>;
  /** The style that a member named by id or title; `unavailable` while it cannot be told whether there is one. */
  resolve(named: string): Promise<TrainedStyle | 'unknown' | 'unavailable'>;
}

/** Builds the catalogue of trained styles: read once, refreshed behind the answers. */
export function createStyles({
  imageApi,
  cache,
  clock,
  log,
}: {
  imageApi: ImageApi;
  cache: Cache;
  clock: Clock;
  log: Log;
}): Styles {
  let refreshing: Promise<Catalogue | undefined> | undefined;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<Catalogue | undefined> {
    try {
      const catalogue = { readAt: clock.now(), styles: await imageApi.styles() };
      await cache.set(CACHE_KEY, catalogue, CACHE_LIFE_MS);
      return catalogue;
    } catch (error) {
      if (!(error instanceof ImageApiUnavailable)) throw error;
      log.warn({ err: error }, 'trained styles cannot be read now');
      pausedUntil = clock.monotonic() + PAUSE_AFTER_FAILURE_MS;
      return undefined;
    } finally {
      refreshing = undefined;
    }
  }

  async function catalogue(): Promise<readonly TrainedStyle[] | undefined> {
    const stored = catalogueSchema.safeParse(await cache.get(CACHE_KEY));
    const age = stored.success ? clock.now() - stored.data.readAt : Number.POSITIVE_INFINITY;
    const isFresh = age >= 0 && age < FRESH_MS;
    if (!isFresh && clock.monotonic() >= pausedUntil) refreshing ??= refresh();
    if (stored.success) {
      // Answered from the old catalogue; a failure while refreshing is logged where it happens.
      refreshing?.catch((error: unknown) => log.error({ err: error }, 'trained styles could not be refreshed'));
      return stored.data.styles;
    }
    return (await refreshing)?.styles;
  }

  return {
    async search(text) {
      const wanted = text.trim().toLowerCase();
      const rank = ({ title }: TrainedStyle): number => title.toLowerCase().indexOf(wanted);
      const known = await Promise.race([catalogue(), clock.sleep(SUGGESTION_TIMEOUT_MS)]);
      const found = (known ?? []).filter((style) => rank(style) >= 0);
      return found
        .toSorted((a, b) => Math.sign(rank(a)) - Math.sign(rank(b)) || a.title.localeCompare(b.title))
        .slice(0, SUGGESTIONS);
    },
    async resolve(named) {
      const styles = await catalogue();
      if (styles === undefined) return 'unavailable';
      const wanted = named.trim().toLowerCase();
      return (
        styles.find(({ id }) => id === named.trim()) ??
        styles.find(({ title }) => title.toLowerCase() === wanted) ??
        'unknown'
      );
    },
  };
}
