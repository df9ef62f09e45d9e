import { z } from 'zod';

import type { Failure } from '../core/failure.ts';
import type { ReferenceImage } from '../core/request.ts';
import type { ImageApi } from './ports/image-api.ts';
import type { Log } from './ports/log.ts';
import type { Blobs, Cache } from './ports/storage.ts';

/** How long we trust that Krea still has an upload; afterwards the bytes are uploaded again. */
const UPLOAD_LIFE_MS = 24 * 60 * 60_000;

export type ReferenceUrls = { urls: string[] } | { failure: Failure };

/** Finds the addresses under which Krea has the style references, uploading what it does not have. */
export interface ReferenceLookup {
  resolve(references: readonly ReferenceImage[]): Promise<ReferenceUrls>;
  /** Forgets these uploads: Krea no longer knows them. One that was made anew meanwhile stays known. */
  forget(references: readonly ReferenceImage[], urls: readonly string[]): Promise<void>;
}

/** One upload per content, also when several pictures ask at once. Throws ImageApiUnavailable when Krea cannot take it now. */
export function createReferenceLookup(deps: { imageApi: ImageApi; blobs: Blobs; cache: Cache; log: Log }): ReferenceLookup {
  const uploads = new Map<string, Promise<{ url: string } | { failure: Failure }>>();

  async function upload(hash: string): Promise<{ url: string } | { failure: Failure }> {
    const blob = await deps.blobs.get(hash);
    if (blob === undefined) return { failure: { reason: 'reference-missing' } };
    const outcome = await deps.imageApi.upload(blob.bytes, blob.mediaType);
    if ('rejected' in outcome) {
      deps.log.warn({ hash, detail: outcome.detail, reason: outcome.rejected.reason }, 'style reference refused by the image API');
      return { failure: outcome.rejected };
    }
    await deps.cache.set(cacheKey(hash), outcome.url, UPLOAD_LIFE_MS);
    return { url: outcome.url };
  }

  async function urlOf(hash: string): Promise<{ url: string } | { failure: Failure }> {
    const cached = z.url().safeParse(await deps.cache.get(cacheKey(hash)));
    if (cached.success) return { url: cached.data };
    const pending = uploads.get(hash) ?? upload(hash).finally(() => uploads.delete(hash));
    uploads.set(hash, pending);
    return await pending;
  }

  return {
    async resolve(references) {
      const found = await Promise.all(references.map(async ({ hash }) => await urlOf(hash)));
      const urls: string[] = [];
      for (const one of found) {
        if ('failure' in one) return one;
        urls.push(one.url);
      }
      return { urls };
    },
    async forget(references, urls) {
      await Promise.all(
        references.map(async ({ hash }, index) => {
          // Another picture of a batch may have uploaded it again already.
          if ((await deps.cache.get(cacheKey(hash))) === urls[index]) await deps.cache.delete(cacheKey(hash));
        }),
      );
    },
  };
}

function cacheKey(hash: string): string {
  return `asset:${hash}`;
}
