import { z } from 'zod';

import { APPROVAL_LIFE_MS, MOST_OFFERS_WITH_IMAGES, OFFERED_IMAGES_LIFE_MS } from '../../core/rules/approval.ts';
import { createLimit } from '../../kit/limit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Blobs, Cache, NamedImage } from '../../ports/store/storage.ts';

const times = z.array(z.int()).catch([]);

/** Images of refused requests, kept for as long as moderators may be asked for them. */
export interface OfferedImages {
  /** Whether the member may have images kept in that server once more today. */
  hasRoom(guildId: string, userId: string): Promise<boolean>;
  /** False when the member had that often enough for today: then nothing is kept. */
  keep(guildId: string, userId: string, images: readonly NamedImage[]): Promise<boolean>;
}

/** Keeps images of refused requests, within a limit: nothing was paid for them. */
export function createOfferedImages({
  blobs,
  cache,
  clock,
}: {
  blobs: Pick<Blobs, 'putUntil'>;
  cache: Cache;
  clock: Pick<Clock, 'now'>;
}): OfferedImages {
  // A cache cannot count: requests at the same moment would all read the same number.
  const oneByOne = createLimit();

  async function today(guildId: string, userId: string): Promise<number[]> {
    const now = clock.now();
    return times
      .parse(await cache.get(keyOf(guildId, userId)))
      .filter((at) => at > now - APPROVAL_LIFE_MS && at <= now);
  }

  return {
    hasRoom: async (guildId, userId) => (await today(guildId, userId)).length < MOST_OFFERS_WITH_IMAGES,
    keep: async (guildId, userId, images) =>
      await oneByOne(async () => {
        const now = clock.now();
        const kept = await today(guildId, userId);
        if (kept.length >= MOST_OFFERS_WITH_IMAGES) return false;
        await cache.set(keyOf(guildId, userId), [...kept, now], APPROVAL_LIFE_MS);
        for (const image of images) await blobs.putUntil(image, now + OFFERED_IMAGES_LIFE_MS);
        return true;
      }),
  };
}

function keyOf(guildId: string, userId: string): string {
  return `offers-with-images:${guildId}/${userId}`;
}
