import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Balance } from '../../../src/core/money/budget.ts';
import type { PictureState } from '../../../src/core/picture/generation.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import {
  admitted,
  DECEMBER,
  EACH,
  FIRST,
  held,
  lead,
  NOTHING,
  NOVEMBER,
  open,
  opened,
  sample,
  SECOND,
  spent,
  TO_FINISHED,
} from '../samples.ts';

/** What every store must do with money: hold it in all accounts or in none, and end each hold once. */
export function ledgerContract(name: string, createStore: () => Promise<Store>): void {
  describe(`ledger: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    const guild = (periodKey = NOVEMBER.key): Promise<Balance> => store.budgets.balance('guild', 'guild-1', periodKey);
    const member = (periodKey = NOVEMBER.key): Promise<Balance> =>
      store.budgets.balance('member', 'guild-1/user-1', periodKey);
    const operator = (periodKey = NOVEMBER.key): Promise<Balance> =>
      store.budgets.balance('operator', 'all', periodKey);

    test('an account in which nothing happened is empty', async () => {
      expect(await guild()).toStrictEqual(NOTHING);
    });

    test('opening holds the price of every picture with the server, the member and the operator', async () => {
      await opened(store.journal, {}, [], []);
      expect(await guild()).toStrictEqual(held(2 * EACH));
      expect(await member()).toStrictEqual(held(2 * EACH));
      expect(await operator()).toStrictEqual(held(2 * EACH));
      expect(await store.ledger.entries('1001')).toMatchObject([
        {
          kind: 'hold',
          index: 1,
          amount: EACH,
          priceVersion: '2026-11',
          priceTier: 'text',
          variant: 'medium',
          userId: 'user-1',
        },
        { kind: 'hold', index: 2, amount: EACH, wallet: { scope: 'guild', id: 'guild-1' }, channelId: 'channel-1' },
      ]);
    });

    test.each<[string, PictureState[], Balance, string | undefined]>([
      ['held while queued', [], held(EACH), undefined],
      ['held while its submit is uncertain', ['submitting', 'uncertain'], held(EACH), undefined],
      ['held while running', ['submitting', 'running'], held(EACH), undefined],
      ['released when cancelled', ['cancelled'], NOTHING, 'release'],
      ['released when the submit is refused', ['submitting', 'failed'], NOTHING, 'release'],
      ['released when the job fails', ['submitting', 'running', 'failed'], NOTHING, 'release'],
      ['settled when finished', [...TO_FINISHED], spent(EACH), 'settle'],
      ['settled once, also when delivered', [...TO_FINISHED, 'delivered'], spent(EACH), 'settle'],
      ['settled once, also when kept', [...TO_FINISHED, 'kept', 'delivered'], spent(EACH), 'settle'],
      ['settled when a lost job turns up', ['submitting', 'uncertain', 'finished'], spent(EACH), 'settle'],
    ])("a picture's price is %s", async (_, path, balance, end) => {
      await opened(store.journal, {}, path);
      expect(await guild()).toStrictEqual(balance);
      expect(await member()).toStrictEqual(balance);
      expect(await operator()).toStrictEqual(balance);
      const kinds = (await store.ledger.entries('1001')).map(({ kind }) => kind);
      expect(kinds).toStrictEqual(end === undefined ? ['hold'] : ['hold', end]);
    });

    test('of many who end a picture one moves the money', async () => {
      await opened(store.journal, {}, ['submitting', 'running']);
      const ends = (['finished', 'failed', 'cancelled'] as const).flatMap((end) =>
        Array.from({ length: 10 }, () => end),
      );
      const moved = await Promise.all(ends.map(async (end) => store.journal.move(FIRST, 'running', end, 90)));
      expect(moved.filter((picture) => picture !== undefined)).toHaveLength(1);
      expect(await store.ledger.entries('1001')).toHaveLength(2);
      expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
    });

    test('a move that fails leaves state and money as they were', async () => {
      await opened(store.journal, {}, ['submitting', 'uncertain'], ['submitting', 'uncertain']);
      arranged(await store.journal.move(FIRST, 'uncertain', 'running', 90, { remoteId: 'job-1' }));
      await expect(store.journal.move(SECOND, 'uncertain', 'finished', 91, { remoteId: 'job-1' })).rejects.toThrow(
        /remote.id/,
      );
      expect((await store.journal.find('1001'))?.pictures[1]?.state).toBe('uncertain');
      expect(await guild()).toStrictEqual(held(2 * EACH));
    });

    test('a hold ends in the periods in which it was taken, each account in its own', async () => {
      const generation = sample();
      const [operatorsOwn] = admitted(generation, { period: DECEMBER }).accounts;
      const { accounts, ...rest } = admitted(generation);
      const mixed = [operatorsOwn, ...accounts.slice(1)].filter((account) => account !== undefined);
      await store.journal.open(generation, { accounts: mixed, ...rest }, null);
      await lead(store.journal, FIRST, ['submitting', 'running']);
      arranged(await store.journal.move(FIRST, 'running', 'finished', DECEMBER.startsAt + 5));
      expect([await guild(), await member(), await operator()]).toStrictEqual([spent(EACH), spent(EACH), NOTHING]);
      expect([await guild(DECEMBER.key), await operator(DECEMBER.key)]).toStrictEqual([NOTHING, spent(EACH)]);
      expect(await store.ledger.accounts('1001')).toStrictEqual([
        { scope: 'operator', id: 'all', periodKey: DECEMBER.key },
        { scope: 'guild', id: 'guild-1', periodKey: NOVEMBER.key },
        { scope: 'member', id: 'guild-1/user-1', periodKey: NOVEMBER.key },
      ]);
      expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
    });

    test('an entry tells when the hold was taken, also when it tells of its end', async () => {
      await open(store.journal, {}, { now: NOVEMBER.startsAt + 3000 });
      arranged(await store.journal.move(FIRST, 'queued', 'cancelled', NOVEMBER.startsAt + 9000));
      expect(await store.ledger.entries('1001')).toMatchObject([
        { kind: 'hold', heldAt: NOVEMBER.startsAt + 3000, at: NOVEMBER.startsAt + 3000 },
        { kind: 'release', heldAt: NOVEMBER.startsAt + 3000, at: NOVEMBER.startsAt + 9000 },
      ]);
    });

    test('balances are the sums of the entries', async () => {
      await opened(store.journal, { id: '1001' }, [], TO_FINISHED, ['cancelled']);
      const other = { scope: 'direct', id: 'user-1' } as const;
      await opened(store.journal, { id: '1002', wallet: other }, TO_FINISHED);
      await open(store.journal, { id: '1003' }, { period: DECEMBER });
      await lead(store.journal, FIRST, ['submitting']);
      const november = { periodKey: NOVEMBER.key, carried: 0 };
      const december = { periodKey: DECEMBER.key, carried: 0 };
      expect(await store.ledger.totals()).toStrictEqual([
        { scope: 'direct', id: 'user-1', ...november, spent: EACH, held: 0 },
        { scope: 'guild', id: 'guild-1', ...november, spent: EACH, held: EACH },
        { scope: 'guild', id: 'guild-1', ...december, spent: 0, held: EACH },
        { scope: 'member', id: 'guild-1/user-1', ...november, spent: EACH, held: EACH },
        { scope: 'member', id: 'guild-1/user-1', ...december, spent: 0, held: EACH },
        { scope: 'operator', id: 'all', ...november, spent: 2 * EACH, held: EACH },
        { scope: 'operator', id: 'all', ...december, spent: 0, held: EACH },
      ]);
      expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
    });
  });
}
