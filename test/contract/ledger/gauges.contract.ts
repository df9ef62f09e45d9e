import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Store } from '../../../src/store/open-store.ts';
import { DECEMBER, EACH, open, opened, sample, TO_FINISHED } from '../samples.ts';

/** What every store must tell dashboards. */
export function gaugesContract(name: string, createStore: () => Promise<Store>): void {
  describe(`gauges: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    test('nothing happened, so everything is zero', async () => {
      expect(await store.gauges.read(10)).toStrictEqual({
        spent: 0,
        held: 0,
        uncertain: 0,
        queued: 0,
        oldestQueuedAt: null,
        unreadable: 0,
        servers: [],
      });
    });

    test('money is summed over all periods, pictures are counted by what they wait for', async () => {
      await opened(store.journal, {}, TO_FINISHED, [], ['submitting', 'uncertain'], ['failed']);
      await open(store.journal, { id: '1002' }, { period: DECEMBER });
      await opened(store.journal, { id: '1003', wallet: { scope: 'direct', id: 'user-1' } }, TO_FINISHED);
      expect(await store.gauges.read(10)).toStrictEqual({
        spent: 2 * EACH,
        held: 3 * EACH,
        uncertain: 1,
        queued: 2,
        oldestQueuedAt: sample().createdAt,
        unreadable: 0,
        servers: [{ guildId: 'guild-1', spent: EACH, held: 3 * EACH }],
      });
    });

    test('what waits is counted by itself as well, with the instant of the oldest', async () => {
      expect(await store.gauges.waiting()).toStrictEqual({
        uncertain: 0,
        queued: 0,
        oldestQueuedAt: null,
        unreadable: 0,
      });
      await opened(store.journal, { id: '1001', createdAt: 1_000 }, ['submitting', 'uncertain']);
      await open(store.journal, { id: '1002', createdAt: 3_000 });
      await open(store.journal, { id: '1003', createdAt: 2_000 });
      expect(await store.gauges.waiting()).toStrictEqual({
        uncertain: 1,
        queued: 2,
        oldestQueuedAt: 2_000,
        unreadable: 0,
      });
    });

    test('the servers that spent the most come first, and no more than were asked for', async () => {
      await opened(store.journal, { id: '1001', wallet: { scope: 'guild', id: 'guild-1' } }, TO_FINISHED);
      await opened(store.journal, { id: '1002', wallet: { scope: 'guild', id: 'guild-2' } }, TO_FINISHED, TO_FINISHED);
      await opened(store.journal, { id: '1003', wallet: { scope: 'guild', id: 'guild-0' } }, TO_FINISHED);
      expect((await store.gauges.read(2)).servers.map(({ guildId }) => guildId)).toStrictEqual(['guild-2', 'guild-0']);
    });
  });
}
