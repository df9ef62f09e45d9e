import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Balance } from '../../../src/core/money/budget.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import {
  admitted,
  DECEMBER,
  EACH,
  FIRST,
  held,
  NOTHING,
  NOVEMBER,
  open,
  opened,
  sample,
  spent,
  TO_FINISHED,
} from '../samples.ts';
import type { Limits } from '../samples.ts';

/** What every store must check in the moment of the hold. */
export function openingContract(name: string, createStore: () => Promise<Store>): void {
  describe(`opening: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    const guild = (periodKey = NOVEMBER.key): Promise<Balance> => store.budgets.balance('guild', 'guild-1', periodKey);

    test('an account is spent to its last micro-dollar and no further', async () => {
      const limits = { guild: 3 * EACH };
      expect(await open(store.journal, { id: '1001', seeds: [1, 2] }, limits)).toMatchObject({ kind: 'opened' });
      expect(await open(store.journal, { id: '1002', seeds: [1, 2] }, limits)).toStrictEqual({
        kind: 'refused',
        account: { scope: 'guild', id: 'guild-1', cap: 3 * EACH, period: NOVEMBER },
        balance: held(2 * EACH),
      });
      expect(await open(store.journal, { id: '1003', seeds: [1] }, limits)).toMatchObject({ kind: 'opened' });
      expect(await open(store.journal, { id: '1004', seeds: [1] }, { guild: 4 * EACH - 1 })).toMatchObject({
        kind: 'refused',
      });
    });

    test.each<[string, Limits, object]>([
      ['the operator', { operator: EACH }, { scope: 'operator', cap: EACH }],
      ['the server', { guild: EACH }, { scope: 'guild', cap: EACH }],
      ['the member', { member: EACH }, { scope: 'member', id: 'guild-1/user-1', cap: EACH }],
      ['a member who may spend nothing', { member: 0 }, { scope: 'member', cap: 0 }],
    ])('what %s cannot cover is held nowhere, and leaves nothing behind', async (_, limits, account) => {
      const refused = await open(store.journal, { seeds: [1, 2] }, limits);
      expect(refused).toMatchObject({ kind: 'refused', account, balance: NOTHING });
      expect(await store.ledger.balances()).toStrictEqual([]);
      expect(await store.ledger.entries('1001')).toStrictEqual([]);
      expect(await store.journal.find('1001')).toBeUndefined();
      expect(await open(store.journal)).toMatchObject({ kind: 'opened' });
    });

    test('without a cap a member is counted and not limited; a cap that comes later knows what was spent', async () => {
      await opened(store.journal, { id: '1001' }, [...TO_FINISHED], []);
      expect(await open(store.journal, { id: '1002' }, { member: 2 * EACH })).toMatchObject({
        kind: 'refused',
        account: { scope: 'member' },
        balance: { spent: EACH, held: EACH, carried: 0 },
      });
      expect(await open(store.journal, { id: '1003', userId: 'user-2' }, { member: 2 * EACH })).toMatchObject({
        kind: 'opened',
      });
    });

    test('a cap below what is spent takes nothing back and lets nothing through', async () => {
      await open(store.journal, { id: '1001', seeds: [1, 2] });
      expect(await open(store.journal, { id: '1002' }, { guild: EACH })).toMatchObject({
        kind: 'refused',
        balance: held(2 * EACH),
      });
      expect(await guild()).toStrictEqual(held(2 * EACH));
    });

    test('a new period starts with the whole budget', async () => {
      await open(store.journal, { id: '1001' }, { guild: EACH });
      expect(await open(store.journal, { id: '1002' }, { guild: EACH })).toMatchObject({ kind: 'refused' });
      expect(await open(store.journal, { id: '1003' }, { guild: EACH, period: DECEMBER })).toMatchObject({
        kind: 'opened',
      });
    });

    test("the operator's ceiling stands above all servers together", async () => {
      for (const id of ['guild-1', 'guild-2'])
        await open(store.journal, { id: `of-${id}`, wallet: { scope: 'guild', id } });
      const third = await open(store.journal, { wallet: { scope: 'guild', id: 'guild-3' } }, { operator: 2 * EACH });
      expect(third).toMatchObject({ kind: 'refused', account: { scope: 'operator' }, balance: held(2 * EACH) });
    });

    test("a person's own wallet is no server's", async () => {
      const own = { wallet: { scope: 'direct', id: 'guild-1' }, place: { guildId: null, channelId: 'dm' } } as const;
      expect(await open(store.journal, own, { direct: 0 })).toMatchObject({
        kind: 'refused',
        account: { scope: 'direct', cap: 0 },
      });
      expect(await open(store.journal, own, { direct: EACH })).toMatchObject({ kind: 'opened' });
      expect(await guild()).toStrictEqual(NOTHING);
      expect(await store.budgets.balance('direct', 'guild-1', NOVEMBER.key)).toStrictEqual(held(EACH));
    });

    test('a duplicate is told as one, whatever else stands against it, and holds nothing', async () => {
      await opened(store.journal, {}, [...TO_FINISHED]);
      expect(await open(store.journal, { seeds: [1, 2, 3] }, { guild: 0, atOnce: 1, coolDownMs: 1000 })).toStrictEqual({
        kind: 'duplicate',
      });
      expect(await guild()).toStrictEqual(spent(EACH));
    });

    test.each<[string, Limits]>([
      ['the server', { guild: 3 * EACH }],
      ['the member', { member: 3 * EACH }],
      ['the operator', { operator: 3 * EACH }],
    ])('a hundred at once open exactly three when %s has budget for three', async (_, limits) => {
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, async (_, n) => open(store.journal, { id: `${n}` }, limits)),
      );
      expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(3);
      expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(97);
      expect(await guild()).toStrictEqual(held(3 * EACH));
    });

    test('an admission by rules that have changed since is judged again, before anything else is', async () => {
      const rules = { ...NO_RULES, cap: 5 };
      const actor = { userId: 'moderator-1', interactionId: 'i-1' };
      arranged(
        await store.rulebook.change('guild-1', 0, rules, { actor, action: 'set', targetId: null, reason: null }, 10),
      );
      const admission = admitted(sample(), { guild: 0, atOnce: 1 });
      expect(await store.journal.open(sample({ seeds: [1, 2] }), admission, 0)).toStrictEqual({ kind: 'stale-rules' });
      expect(await store.ledger.balances()).toStrictEqual([]);
      expect(await store.journal.open(sample(), admitted(sample()), 1)).toMatchObject({ kind: 'opened' });
      const elsewhere = sample({ id: '1002', wallet: { scope: 'guild', id: 'guild-2' } });
      expect(await store.journal.open(elsewhere, admitted(elsewhere), 0)).toMatchObject({ kind: 'opened' });
    });

    test('pictures under way count until they end, uncertain ones included, each member and server for itself', async () => {
      await opened(
        store.journal,
        { id: '1001' },
        [],
        ['submitting'],
        ['submitting', 'running'],
        ['submitting', 'uncertain'],
      );
      await opened(store.journal, { id: '1002' }, [...TO_FINISHED], ['cancelled'], ['submitting', 'failed']);
      const full = await open(store.journal, { id: '1003', seeds: [1, 2] }, { atOnce: 5 });
      expect(full).toStrictEqual({ kind: 'too-many-at-once', underWay: 4 });
      expect(await store.journal.find('1003')).toBeUndefined();
      expect(await open(store.journal, { id: '1004', userId: 'user-2' }, { atOnce: 1 })).toMatchObject({
        kind: 'opened',
      });
      expect(
        await open(store.journal, { id: '1005', wallet: { scope: 'guild', id: 'guild-2' } }, { atOnce: 1 }),
      ).toMatchObject({ kind: 'opened' });
      expect(await open(store.journal, { id: '1006' }, { atOnce: 5 })).toMatchObject({ kind: 'opened' });
    });

    test('of many at once only as many open as may be under way', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, async (_, n) => open(store.journal, { id: `${n}` }, { atOnce: 2 })),
      );
      expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(2);
    });

    test('a cool-down runs from the last request, ends to the millisecond, and is nobody else’s', async () => {
      const { createdAt } = sample();
      await open(store.journal, { id: '1000', createdAt: createdAt - 500 });
      await open(store.journal, { id: '1001', createdAt });
      const again = (id: string, now: number, changes = {}) =>
        open(store.journal, { id, createdAt: now, ...changes }, { coolDownMs: 60_000 });
      expect(await again('1002', createdAt + 59_999)).toStrictEqual({
        kind: 'cooling-down',
        until: createdAt + 60_000,
      });
      expect(await again('1003', createdAt + 1, { userId: 'user-2' })).toMatchObject({ kind: 'opened' });
      expect(await again('1004', createdAt + 1, { wallet: { scope: 'guild', id: 'guild-2' } })).toMatchObject({
        kind: 'opened',
      });
      expect(await again('1005', createdAt + 60_000)).toMatchObject({ kind: 'opened' });
    });

    test('a request from the future, made before the clock was set back, locks nobody out', async () => {
      const { createdAt } = sample();
      await open(store.journal, { id: '1001', createdAt: createdAt + 3_600_000 });
      const again = (id: string, now: number) => open(store.journal, { id, createdAt: now }, { coolDownMs: 5_000 });
      expect(await again('1002', createdAt)).toMatchObject({ kind: 'opened' });
      expect(await again('1003', createdAt + 4_999)).toStrictEqual({ kind: 'cooling-down', until: createdAt + 5_000 });
      expect(await again('1004', createdAt + 5_000)).toMatchObject({ kind: 'opened' });
    });

    test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('an amount of %s is a bug', async (amount) => {
      await expect(open(store.journal, { price: { ...sample().price, each: amount } })).rejects.toThrow(RangeError);
      await expect(open(store.journal, {}, { operator: amount })).rejects.toThrow(RangeError);
      expect(await store.journal.find(FIRST.generationId)).toBeUndefined();
    });

    test('a generation that no account pays for is a bug', async () => {
      await expect(store.journal.open(sample(), { ...admitted(sample()), accounts: [] }, null)).rejects.toThrow(
        RangeError,
      );
    });
  });
}
