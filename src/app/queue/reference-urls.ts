import { z } from 'zod';

import type { Failure } from '../../core/picture/failure.ts';
import type { ReferenceImage } from '../../core/picture/request.ts';
import { clampWait, risingWait } from '../../kit/backoff.ts';
import { createLimit } from '../../kit/limit.ts';
import type { Clock } from '../../ports/clock.ts';
import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Blobs, Cache } from '../../ports/store/storage.ts';
import { refusalLevel } from './refusal-level.ts';
import type { TokenCheck } from './token-check.ts';

/** How long we trust that Krea still has an upload; afterwards the bytes are uploaded again. */
const UPLOAD_LIFE_MS = 24 * 60 * 60_000;
/** One that hangs holds up no more than its own place here. */
const UPLOADS_AT_ONCE = 8;
const FIRST_WAIT_MS = 2_500;
const MAX_WAIT_MS = 60_000;
/** An image that Krea has not taken for so long is given up. */
const GIVE_UP_MS = 24 * 60 * 60_000;
/** So rarely a picture asks again whose image is not taken: each asks the records, and there may be thousands. */
const ROUND_MS = 5 * 60_000;
/** Longer than between two tries of a picture that waits. */
const FORGOTTEN_MS = 10 * 60_000;
/** What came of an upload is told to every picture that waits for it. */
const OUTCOME_LIFE_MS = 60_000;

/**
 * `pending` ends when it is worth asking again: the images are on their way, or Krea does not take them now
 * (`isTrouble`).
 */
export type ReferenceUrls =
  | { urls: string[] }
  | { failure: Failure }
  | { pending: Promise<void>; isTrouble: () => boolean };

/** Finds the addresses under which Krea has the style references, uploading what it does not have. */
export interface ReferenceLookup {
  resolve(references: readonly ReferenceImage[]): Promise<ReferenceUrls>;
  /** Forgets these uploads: Krea no longer knows them. One that was made anew meanwhile stays known. */
  forget(references: readonly ReferenceImage[], urls: readonly string[]): Promise<void>;
}

type Outcome = { url: string } | { failure: Failure };

/** An upload that fails: how often, and since when without a pause. */
interface Trouble {
  count: number;
  since: number;
  last: number;
}

export interface ReferenceLookupDeps {
  imageApi: ImageApi;
  blobs: Blobs;
  cache: Cache;
  clock: Clock;
  log: Log;
  token: Pick<TokenCheck, 'noteRefused' | 'isRefused'>;
  stopping: AbortSignal;
}

/** One upload per content, also when several pictures ask at once. What one image meets is no other's business. */
export function createReferenceLookup({
  imageApi,
  blobs,
  cache,
  clock,
  log,
  token,
  stopping,
}: ReferenceLookupDeps): ReferenceLookup {
  const limitUploads = createLimit(UPLOADS_AT_ONCE);
  const underWay = new Map<string, Promise<void>>();
  const outcomes = new Map<string, { outcome: Outcome; until: number }>();
  const troubles = new Map<string, Trouble>();

  async function outcomeOf(hash: string): Promise<Outcome | undefined> {
    const told = outcomes.get(hash);
    if (told !== undefined && clock.monotonic() < told.until) return told.outcome;
    const cached = z.url().safeParse(await cache.get(cacheKey(hash)));
    return cached.success ? { url: cached.data } : undefined;
  }

  function tell(hash: string, outcome: Outcome): void {
    troubles.delete(hash);
    const now = clock.monotonic();
    for (const [other, { until }] of outcomes) if (until <= now) outcomes.delete(other);
    outcomes.set(hash, { outcome, until: now + OUTCOME_LIFE_MS });
  }

  async function upload(hash: string): Promise<Outcome> {
    const blob = await blobs.get(hash);
    if (blob === undefined) return { failure: { reason: 'reference-missing' } };
    const outcome = await imageApi.upload(blob.bytes, blob.mediaType);
    if ('rejected' in outcome && outcome.rejected.reason === 'token-refused') {
      token.noteRefused();
      throw new ImageApiUnavailable('the token was refused, which may pass');
    }
    if ('rejected' in outcome) {
      log[refusalLevel(outcome.rejected)](
        { hash, detail: outcome.detail, reason: outcome.rejected.reason },
        'style reference refused by the image API',
      );
      return { failure: outcome.rejected };
    }
    await cache.set(cacheKey(hash), outcome.url, UPLOAD_LIFE_MS);
    return { url: outcome.url };
  }

  /** Tries until there is something to tell; it ends earlier when the picture is cancelled or cannot be made. */
  async function keepTrying(hash: string): Promise<void> {
    const until = clock.monotonic() + ROUND_MS;
    while (!(await tryUpload(hash)) && clock.monotonic() < until && !token.isRefused() && !stopping.aborted);
  }

  /** Whether that came to an end; after a try that failed it ends only when the next is due. */
  async function tryUpload(hash: string): Promise<boolean> {
    try {
      tell(hash, await limitUploads(async () => await upload(hash)));
      return true;
    } catch (error) {
      const now = clock.monotonic();
      // An upload that was not asked for meanwhile is forgotten and begins anew at the next request.
      for (const [other, { last }] of troubles) if (now - last > FORGOTTEN_MS) troubles.delete(other);
      const { count, since } = troubles.get(hash) ?? { count: 0, since: now };
      log.warn({ hash, err: error }, 'style references cannot be uploaded now');
      if (now - since >= GIVE_UP_MS) {
        tell(hash, { failure: { reason: 'krea-unreachable' } });
        return true;
      }
      troubles.set(hash, { count: count + 1, since, last: now });
      const asked = error instanceof ImageApiUnavailable ? error.retryAfterMs : null;
      await clock.sleep(clampWait(asked, risingWait(FIRST_WAIT_MS, count, MAX_WAIT_MS), MAX_WAIT_MS), stopping);
      return false;
    }
  }

  function begin(hash: string): Promise<void> {
    const begun = underWay.get(hash) ?? keepTrying(hash).finally(() => underWay.delete(hash));
    underWay.set(hash, begun);
    return begun;
  }

  return {
    async resolve(references) {
      const hashes = references.map(({ hash }) => hash);
      const found = await Promise.all(
        hashes.map(async (hash) => (underWay.has(hash) ? undefined : await outcomeOf(hash))),
      );
      const urls: string[] = [];
      for (const one of found) {
        if (one === undefined) continue;
        if ('failure' in one) return one;
        urls.push(one.url);
      }
      if (urls.length === hashes.length) return { urls };
      const missing = hashes.filter((_, index) => found[index] === undefined);
      return {
        isTrouble: () => missing.some((hash) => troubles.has(hash)),
        pending: Promise.all(missing.map(begin)).then(() => undefined),
      };
    },
    async forget(references, urls) {
      await Promise.all(
        references.map(async ({ hash }, index) => {
          // Another picture of a batch may have uploaded it again already.
          const told = outcomes.get(hash)?.outcome;
          if (told !== undefined && 'url' in told && told.url === urls[index]) outcomes.delete(hash);
          if ((await cache.get(cacheKey(hash))) === urls[index]) await cache.delete(cacheKey(hash));
        }),
      );
    },
  };
}

function cacheKey(hash: string): string {
  return `asset:${hash}`;
}
