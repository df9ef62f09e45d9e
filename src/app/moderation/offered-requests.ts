import { z } from 'zod';

import { APPROVAL_LIFE_MS, keptRequestSchema, MOST_OFFERS } from '../../core/rules/approval.ts';
import type { KeptRequest } from '../../core/rules/approval.ts';
import { createLimit } from '../../kit/limit.ts';
import type { Cache } from '../../ports/store/storage.ts';

const ids = z.array(z.string()).catch([]);

/** Refused requests, each kept until its requester asks the moderators or a day is over. */
export interface OfferedRequests {
  /**
   * Keeps it beside the newest few of the same member in that server; older ones are forgotten, for they take disk
   * that is not paid for.
   */
  keep(request: KeptRequest): Promise<void>;
  /** Undefined when it is too old, or too many came after it. */
  find(id: string): Promise<KeptRequest | undefined>;
}

/** Builds the keeping of refused requests. */
export function createOfferedRequests({ cache }: { cache: Cache }): OfferedRequests {
  // A cache cannot count: requests at the same moment would all read the same list.
  const oneByOne = createLimit();
  return {
    keep: async (request) =>
      await oneByOne(async () => {
        const key = `offers:${request.guildId}/${request.userId}`;
        const kept = ids.parse(await cache.get(key)).filter((id) => id !== request.id);
        const newest = [...kept, request.id].slice(-MOST_OFFERS);
        for (const id of kept) if (!newest.includes(id)) await cache.delete(keyOf(id));
        await cache.set(keyOf(request.id), request, APPROVAL_LIFE_MS);
        await cache.set(key, newest, APPROVAL_LIFE_MS);
      }),
    async find(id) {
      return keptRequestSchema.safeParse(await cache.get(keyOf(id))).data;
    },
  };
}

function keyOf(id: string): string {
  return `offer:${id}`;
}
