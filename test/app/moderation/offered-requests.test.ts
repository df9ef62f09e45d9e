import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createOfferedRequests } from '../../../src/app/moderation/offered-requests.ts';
import { APPROVAL_LIFE_MS, MOST_OFFERS } from '../../../src/core/rules/approval.ts';
import { kept } from '../../contract/records/approvals.contract.ts';
import { createMemoryCache } from '../../fakes/memory/memory-cache.ts';

const GUILDS = ['200000000000000001', '200000000000000002'] as const;
const USERS = ['100000000000000001', '100000000000000002'] as const;
const idOf = (number: number): string => String(300_000_000_000_000_000n + BigInt(number));

test('of one member’s refused requests in a server the newest five stay, and nobody else’s make room for them', async () => {
  const asked = fc.record({
    guildId: fc.constantFrom(...GUILDS),
    userId: fc.constantFrom(...USERS),
    number: fc.nat(40),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(asked, { minLength: 30, maxLength: 40 }), async (requests) => {
      const offered = createOfferedRequests({ cache: createMemoryCache(() => 0) });
      const ids: string[] = [];
      // An id belongs to one member in one server; the same request may be refused again.
      const owners = new Map<string, { guildId: string; userId: string }>();
      await Promise.all(
        requests.map(async ({ guildId, userId, number }) => {
          const id = idOf(number);
          const owner = owners.get(id) ?? { guildId, userId };
          owners.set(id, owner);
          ids.push(id);
          await offered.keep(kept({ id, ...owner }));
        }),
      );
      const newestFirst = [...new Set(ids.toReversed())];
      for (const [id, owner] of owners) {
        const newer = newestFirst.slice(0, newestFirst.indexOf(id)).filter((other) => isSame(owners.get(other), owner));
        expect([id, (await offered.find(id))?.id]).toEqual([id, newer.length < MOST_OFFERS ? id : undefined]);
      }
    }),
  );
});

test('a refused request is forgotten after a day', async () => {
  let now = 0;
  const offered = createOfferedRequests({ cache: createMemoryCache(() => now) });
  await offered.keep(kept({ id: idOf(1) }));
  now = APPROVAL_LIFE_MS - 1;
  expect(await offered.find(idOf(1))).toMatchObject({ id: idOf(1) });
  now = APPROVAL_LIFE_MS;
  expect(await offered.find(idOf(1))).toBeUndefined();
});

interface Owner {
  guildId: string;
  userId: string;
}

function isSame(one: Owner | undefined, other: Owner): boolean {
  return one?.guildId === other.guildId && one.userId === other.userId;
}
