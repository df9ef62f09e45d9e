import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { AlertConditions } from '../../../src/core/rules/alerts.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { admitted, EACH, NOVEMBER, sample } from '../samples.ts';

const ALERTS = { channelId: '111111111111111111', roleId: null, thresholds: [50, 80, 100], forecast: false };
const WATCHING: Rules = { ...NO_RULES, alerts: ALERTS };

/** What every store must do about what holds reach. */
export function alertsContract(name: string, createStore: () => Promise<Store>): void {
  describe(`alerts: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    const NOW = NOVEMBER.startsAt + 1000;

    async function hold(
      id: string,
      pictures: number,
      cap: number,
      watch: AlertConditions = ALERTS,
      on: Store = store,
    ): Promise<string> {
      const generation = sample({
        id,
        userId: `user-${id}`,
        seeds: Array.from({ length: pictures }, (_, seed) => seed),
      });
      const outcome = await on.journal.open(
        generation,
        { ...admitted(generation, { guild: cap }), watch: { ...watch, cap } },
        null,
      );
      return outcome.kind;
    }

    const told = async (on: Store = store): Promise<unknown[]> => {
      const cards = await on.cardBox.open();
      return (await Promise.all(cards.map(async ({ id }) => on.cardBox.alert(id)))).flatMap(
        (alert) => alert?.triggers ?? [],
      );
    };

    async function change(version: number, rules: Rules, before: number, after: number): Promise<boolean> {
      const actor = { userId: 'moderator-1', interactionId: `i-${version}` };
      return store.rulebook.change(
        'guild-1',
        version,
        rules,
        { actor, action: 'set', targetId: null, reason: null, caps: { before, after } },
        NOW,
      );
    }

    test('a hold that reaches a share leaves a card with the figures of that moment, and the next one none', async () => {
      expect(await hold('1', 4, 10 * EACH)).toBe('opened');
      expect(await told()).toEqual([]);
      await hold('2', 1, 10 * EACH);
      await hold('3', 1, 10 * EACH);
      expect(await store.cardBox.open()).toMatchObject([
        { kind: 'alert', id: '2', guildId: 'guild-1', status: 'pending', channelId: null },
      ]);
      expect(await store.cardBox.alert('2')).toMatchObject({
        triggers: [50],
        cap: 10 * EACH,
        balance: { spent: 0, held: 5 * EACH },
        period: NOVEMBER,
      });
    });

    test('one hold that reaches several shares leaves one card that names them all', async () => {
      await hold('1', 4, 4 * EACH);
      expect(await told()).toEqual([50, 80, 100]);
      expect(await store.cardBox.open()).toHaveLength(1);
    });

    test('a refused hold tells nothing, and a repeated event tells nothing more', async () => {
      expect(await hold('1', 5, 4 * EACH)).toBe('refused');
      expect(await told()).toEqual([]);
      await hold('2', 4, 4 * EACH);
      expect(await hold('2', 4, 4 * EACH)).toBe('duplicate');
      expect(await store.cardBox.open()).toHaveLength(1);
    });

    test('however holds interleave, each share is told exactly once, by the time that it is reached', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 }),
          fc.integer({ min: 1, max: 20 }),
          async (orders, cap) => {
            const own = await createStore();
            try {
              await Promise.all(
                orders.map(async (pictures, index) => hold(`${index + 1}`, pictures, cap * EACH, ALERTS, own)),
              );
              const { held } = await own.budgets.balance('guild', 'guild-1', NOVEMBER.key);
              const reached = ALERTS.thresholds.filter((threshold) => held * 100 >= threshold * cap * EACH);
              expect((await told(own)).toSorted((a, b) => Number(a) - Number(b))).toEqual(reached);
            } finally {
              await own.close();
            }
          },
        ),
        { numRuns: 25 },
      );
    });

    test('a wallet that is no server’s tells nobody', async () => {
      const own = sample({ wallet: { scope: 'direct', id: 'guild-1' }, place: { guildId: null, channelId: 'dm' } });
      expect(await store.journal.open(own, { ...admitted(own), watch: { ...ALERTS, cap: EACH } }, null)).toMatchObject({
        kind: 'opened',
      });
      expect(await told()).toEqual([]);
    });

    test('money that is given back and used again is not told a second time', async () => {
      await hold('1', 2, 4 * EACH);
      arranged(await store.journal.move({ generationId: '1', index: 1 }, 'queued', 'cancelled', NOW));
      await hold('2', 1, 4 * EACH);
      expect(await told()).toEqual([50]);
    });

    test('a raised cap arms what is above the share again; a lowered one arms nothing', async () => {
      await change(0, WATCHING, 4 * EACH, 4 * EACH);
      await hold('1', 4, 4 * EACH);
      await change(1, { ...WATCHING, cap: 10 * EACH }, 4 * EACH, 10 * EACH);
      await hold('2', 1, 10 * EACH);
      await hold('3', 3, 10 * EACH);
      expect(await told()).toEqual([50, 80, 100, 50, 80]);
      await change(2, { ...WATCHING, cap: 9 * EACH }, 10 * EACH, 9 * EACH);
      await hold('4', 1, 9 * EACH);
      expect((await told()).slice(5)).toEqual([100]);
    });

    test('what had been reached before alerts were asked for is not told', async () => {
      await hold('1', 3, 4 * EACH, { thresholds: [], forecast: false });
      await change(0, WATCHING, 4 * EACH, 4 * EACH);
      await hold('2', 1, 4 * EACH);
      expect(await told()).toEqual([80, 100]);
    });

    test('a forecast is told once a period, however the cap is raised', async () => {
      const now = NOVEMBER.startsAt + 10 * 24 * 60 * 60_000;
      const watch = { thresholds: [], forecast: true };
      for (const [index, cap] of [4, 4, 9].entries()) {
        const generation = sample({ id: `${index + 1}`, seeds: [1, 2] });
        const admission = {
          ...admitted(generation, { guild: 10 * EACH, now }),
          watch: { ...watch, cap: (cap + 1) * EACH },
        };
        expect(await store.journal.open(generation, admission, null)).toMatchObject({ kind: 'opened' });
      }
      expect(await told()).toEqual(['forecast']);
    });

    test('a card is begun once, ends once, and the newest of a server is told', async () => {
      await hold('1', 4, 4 * EACH);
      const key = { kind: 'alert', id: '1' } as const;
      expect(
        await Promise.all([store.cardBox.begin(key, 'channel-1', 5), store.cardBox.begin(key, 'channel-2', 6)]),
      ).toEqual([true, false]);
      expect(await store.cardBox.newest('guild-1')).toBeUndefined();
      expect(await store.cardBox.open()).toMatchObject([{ status: 'posting', channelId: 'channel-1', startedAt: 5 }]);
      await store.cardBox.end(key, { status: 'failed', detail: 'no access' });
      await store.cardBox.end(key, { status: 'posted', messageId: 'm' });
      expect(await store.cardBox.open()).toEqual([]);
      expect(await store.cardBox.newest('guild-1')).toMatchObject({
        status: 'failed',
        detail: 'no access',
        messageId: null,
      });
    });
  });
}
