import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Balance } from '../../src/core/budget.ts';
import type { PictureState } from '../../src/core/generation.ts';
import type { Store } from '../../src/store/open-store.ts';
import { AMPLE, DECEMBER, EACH, FIRST, lead, NOVEMBER, opened, sample, SECOND, TO_FINISHED } from './samples.ts';

/** What every store must do with money: hold it in all accounts or in none, and end each hold once. */
export function ledgerContract(name: string, createStore: () => Promise<Store>): void {
  describe(`ledger: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    const guild = (periodKey = NOVEMBER.key): Promise<Balance> => store.budgets.balance('guild', 'guild-1', periodKey);
    const operator = (periodKey = NOVEMBER.key): Promise<Balance> => store.budgets.balance('operator', 'all', periodKey);
    const nothing = { spent: 0, held: 0 };

    test('an account in which nothing happened is empty', async () => {
      expect(await guild()).toStrictEqual(nothing);
    });

    test('opening holds the price of every picture in the wallet and with the operator', async () => {
      await opened(store.journal, {}, [], []);
      expect(await guild()).toStrictEqual({ spent: 0, held: 2 * EACH });
      expect(await operator()).toStrictEqual({ spent: 0, held: 2 * EACH });
      expect(await store.ledger.entries('1001')).toMatchObject([
        { kind: 'hold', index: 1, amount: EACH, priceVersion: '2026-11', priceTier: 'text', userId: 'user-1' },
        { kind: 'hold', index: 2, amount: EACH, wallet: { scope: 'guild', id: 'guild-1' }, channelId: 'channel-1' },
      ]);
    });

    test.each<[string, PictureState[], Balance, string | undefined]>([
      ['held while queued', [], { spent: 0, held: EACH }, undefined],
      ['held while its submit is uncertain', ['submitting', 'uncertain'], { spent: 0, held: EACH }, undefined],
      ['held while running', ['submitting', 'running'], { spent: 0, held: EACH }, undefined],
      ['released when cancelled', ['cancelled'], nothing, 'release'],
      ['released when the submit is refused', ['submitting', 'failed'], nothing, 'release'],
      ['released when the job fails', ['submitting', 'running', 'failed'], nothing, 'release'],
      ['settled when finished', [...TO_FINISHED], { spent: EACH, held: 0 }, 'settle'],
      ['settled once, also when delivered', [...TO_FINISHED, 'delivered'], { spent: EACH, held: 0 }, 'settle'],
      ['settled once, also when kept', [...TO_FINISHED, 'kept', 'delivered'], { spent: EACH, held: 0 }, 'settle'],
      ['settled when a lost job turns up', ['submitting', 'uncertain', 'finished'], { spent: EACH, held: 0 }, 'settle'],
    ])("a picture's price is %s", async (_, path, balance, end) => {
      await opened(store.journal, {}, path);
      expect(await guild()).toStrictEqual(balance);
      expect(await operator()).toStrictEqual(balance);
      const kinds = (await store.ledger.entries('1001')).map(({ kind }) => kind);
      expect(kinds).toStrictEqual(end === undefined ? ['hold'] : ['hold', end]);
    });

    test('of many who end a picture one moves the money', async () => {
      await opened(store.journal, {}, ['submitting', 'running']);
      const ends = (['finished', 'failed', 'cancelled'] as const).flatMap((end) => Array.from({ length: 10 }, () => end));
      const moved = await Promise.all(ends.map(async (end) => store.journal.move(FIRST, 'running', end, 90)));
      expect(moved.filter((picture) => picture !== undefined)).toHaveLength(1);
      expect(await store.ledger.entries('1001')).toHaveLength(2);
      expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
    });

    test('a move that fails leaves state and money as they were', async () => {
      await opened(
        store.journal,
        {},
        ['submitting', 'uncertain'],
        ['submitting', 'uncertain'],
      );
      await store.journal.move(FIRST, 'uncertain', 'running', 90, { remoteId: 'job-1' });
      await expect(store.journal.move(SECOND, 'uncertain', 'finished', 91, { remoteId: 'job-1' })).rejects.toThrow(/remote.id/);
      expect((await store.journal.find('1001'))?.pictures[1]?.state).toBe('uncertain');
      expect(await guild()).toStrictEqual({ spent: 0, held: 2 * EACH });
    });

    test('a hold ends in the period in which it was taken', async () => {
      await opened(store.journal, {}, ['submitting', 'running']);
      await store.journal.move(FIRST, 'running', 'finished', DECEMBER.startsAt + 5);
      expect(await guild(NOVEMBER.key)).toStrictEqual({ spent: EACH, held: 0 });
      expect(await guild(DECEMBER.key)).toStrictEqual(nothing);
    });

    test('a new period starts with the whole budget', async () => {
      const ceilings = { ...AMPLE, defaultGuild: EACH };
      await store.journal.open(sample({ id: '1001' }), ceilings, NOVEMBER);
      expect(await store.journal.open(sample({ id: '1002' }), ceilings, NOVEMBER)).toMatchObject({ kind: 'refused' });
      expect(await store.journal.open(sample({ id: '1003' }), ceilings, DECEMBER)).toMatchObject({ kind: 'opened' });
    });

    test('a budget is spent to its last micro-dollar and no further', async () => {
      const ceilings = { ...AMPLE, defaultGuild: 3 * EACH };
      expect(await store.journal.open(sample({ id: '1001', seeds: [1, 2] }), ceilings, NOVEMBER)).toMatchObject({ kind: 'opened' });
      expect(await store.journal.open(sample({ id: '1002', seeds: [1, 2] }), ceilings, NOVEMBER)).toStrictEqual({
        kind: 'refused',
        scope: 'guild',
        balance: { spent: 0, held: 2 * EACH },
        cap: 3 * EACH,
      });
      expect(await store.journal.open(sample({ id: '1003', seeds: [1] }), ceilings, NOVEMBER)).toMatchObject({ kind: 'opened' });
      const short = { ...ceilings, defaultGuild: 4 * EACH - 1 };
      expect(await store.journal.open(sample({ id: '1004', seeds: [1] }), short, NOVEMBER)).toMatchObject({ kind: 'refused' });
    });

    test('a refusal leaves nothing behind: the same id can be opened later', async () => {
      const refused = await store.journal.open(sample(), { ...AMPLE, defaultGuild: EACH - 1 }, NOVEMBER);
      expect(refused).toMatchObject({ kind: 'refused', scope: 'guild', balance: nothing });
      expect(await operator()).toStrictEqual(nothing);
      expect(await store.ledger.balances()).toStrictEqual([]);
      expect(await store.journal.find('1001')).toBeUndefined();
      expect(await store.journal.open(sample(), AMPLE, NOVEMBER)).toMatchObject({ kind: 'opened' });
    });

    test("the operator's ceiling stands above all servers together", async () => {
      const ceilings = { ...AMPLE, total: 2 * EACH };
      for (const id of ['guild-1', 'guild-2']) {
        await store.journal.open(sample({ id: `of-${id}`, wallet: { scope: 'guild', id } }), ceilings, NOVEMBER);
      }
      const third = sample({ id: 'of-guild-3', wallet: { scope: 'guild', id: 'guild-3' } });
      expect(await store.journal.open(third, ceilings, NOVEMBER)).toStrictEqual({
        kind: 'refused',
        scope: 'operator',
        balance: { spent: 0, held: 2 * EACH },
        cap: 2 * EACH,
      });
    });

    test("a person's own wallet is closed unless the operator opens it, and is no server's", async () => {
      const own = sample({ wallet: { scope: 'direct', id: 'guild-1' }, place: { guildId: null, channelId: 'dm' } });
      await store.budgets.setGuildCap('guild-1', 9 * EACH, { userId: 'user-9', interactionId: 'i-1' }, 5);
      expect(await store.journal.open(own, { ...AMPLE, direct: 0 }, NOVEMBER)).toMatchObject({ kind: 'refused', scope: 'direct', cap: 0 });
      expect(await store.journal.open(own, { ...AMPLE, direct: EACH }, NOVEMBER)).toMatchObject({ kind: 'opened' });
      expect(await guild()).toStrictEqual(nothing);
      expect(await store.budgets.balance('direct', 'guild-1', NOVEMBER.key)).toStrictEqual({ spent: 0, held: EACH });
    });

    test('a duplicate holds nothing', async () => {
      await opened(store.journal, {}, [...TO_FINISHED]);
      await store.journal.open(sample({ seeds: [1, 2, 3] }), AMPLE, NOVEMBER);
      expect(await guild()).toStrictEqual({ spent: EACH, held: 0 });
    });

    test('a hundred at once with budget for three open exactly three', async () => {
      const ceilings = { ...AMPLE, defaultGuild: 3 * EACH };
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, async (_, n) => store.journal.open(sample({ id: `${n}` }), ceilings, NOVEMBER)),
      );
      expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(3);
      expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(97);
      expect(await guild()).toStrictEqual({ spent: 0, held: 3 * EACH });
    });

    test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('an amount of %s is a bug', async (amount) => {
      const price = { ...sample().price, each: amount };
      await expect(store.journal.open(sample({ price }), AMPLE, NOVEMBER)).rejects.toThrow(RangeError);
      await expect(store.journal.open(sample(), { ...AMPLE, total: amount }, NOVEMBER)).rejects.toThrow(RangeError);
      await expect(store.budgets.setGuildCap('guild-1', amount, { userId: 'u', interactionId: 'i' }, 5)).rejects.toThrow(RangeError);
      expect(await store.journal.find('1001')).toBeUndefined();
    });

    test('balances are the sums of the entries', async () => {
      await opened(store.journal, { id: '1001' }, [], TO_FINISHED, ['cancelled']);
      const other = { scope: 'direct', id: 'user-1' } as const;
      await opened(store.journal, { id: '1002', wallet: other }, TO_FINISHED);
      await store.journal.open(sample({ id: '1003' }), AMPLE, DECEMBER);
      await lead(store.journal, FIRST, ['submitting']);
      expect(await store.ledger.totals()).toStrictEqual([
        { scope: 'direct', id: 'user-1', periodKey: NOVEMBER.key, spent: EACH, held: 0 },
        { scope: 'guild', id: 'guild-1', periodKey: NOVEMBER.key, spent: EACH, held: EACH },
        { scope: 'guild', id: 'guild-1', periodKey: DECEMBER.key, spent: 0, held: EACH },
        { scope: 'operator', id: 'all', periodKey: NOVEMBER.key, spent: 2 * EACH, held: EACH },
        { scope: 'operator', id: 'all', periodKey: DECEMBER.key, spent: 0, held: EACH },
      ]);
      expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
    });
  });
}
