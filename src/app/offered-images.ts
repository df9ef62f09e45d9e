import { z } from 'zod';

import { APPROVAL_LIFE_MS, MOST_OFFERS_WITH_IMAGES, OFFERED_IMAGES_LIFE_MS } from '../core/approval.ts';
import { createLane } from './lane.ts';
import type { Clock } from './ports/clock.ts';
import type { Blobs, Cache, NamedImage } from './ports/storage.ts';

const times = z.array(z.int()).catch([]);

/** Keeps the images of a refused request for as long as moderators may be asked for it; false when the member had that often enough for today. */
export type KeepOfferedImages = (guildId: string, userId: string, images: readonly NamedImage[]) => Promise<boolean>;

/** Builds the keeping of images that nobody has paid for. */
export function createOfferedImages({ blobs, cache, clock }: { blobs: Pick<Blobs, 'putUntil'>; cache: Cache; clock: Pick<Clock, 'now'> }): KeepOfferedImages {
  // A cache cannot count: requests at the same moment would all read the same number.
  const lane = createLane();
  return async (guildId, userId, images) =>
    await lane(async () => {
      const key = `offers-with-images:${guildId}/${userId}`;
      const now = clock.now();
      const today = times.parse(await cache.get(key)).filter((at) => at > now - APPROVAL_LIFE_MS && at <= now);
      if (today.length >= MOST_OFFERS_WITH_IMAGES) return false;
      await cache.set(key, [...today, now], APPROVAL_LIFE_MS);
      for (const image of images) await blobs.putUntil(image, now + OFFERED_IMAGES_LIFE_MS);
      return true;
    });
}
