import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { KeptRequest } from '../../../src/core/rules/approval.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';

const ID = '100000000000000001';
const TIMES = { askedAt: 10, expiresAt: 100 };

/** A request as it is kept until moderators decide. */
export function kept(changes: Partial<KeptRequest> = {}): KeptRequest {
  return {
    id: ID,
    guildId: '300000000000000001',
    userId: '200000000000000001',
    roleIds: ['400000000000000001'],
    channelId: '500000000000000001',
    parentChannelId: null,
    isThread: false,
    appPermissions: String(1n << 60n),
    applicationId: '600000000000000001',
    attachmentLimit: 1_000,
    order: {
      verb: 'create',
      parent: null,
      request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 },
      count: 2,
      isPrivate: true,
      isSpoiler: false,
    },
    price: 60_000,
    lifts: ['server-cap'],
    ...changes,
  };
}

const denial = (interactionId: string, reason: string | null = null) => ({
  actor: { userId: 'moderator-1', interactionId },
  reason,
});

/** What every store must do with requests that wait for moderators. */
export function approvalsContract(name: string, createStore: () => Promise<Store>): void {
  describe(`approvals: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    test('a request is kept word for word, with its card, and asked once', async () => {
      expect(await Promise.all([store.approvals.ask(kept(), TIMES, 3), store.approvals.ask(kept(), TIMES, 3)])).toEqual(
        ['asked', 'known'],
      );
      expect(await store.approvals.find(ID)).toStrictEqual({
        ...kept(),
        state: 'asked',
        ...TIMES,
        decision: null,
        told: null,
      });
      expect(await store.cardBox.open()).toMatchObject([{ kind: 'approval', id: ID, status: 'pending' }]);
    });

    test('only so many of one member wait in one server', async () => {
      for (const digit of ['1', '2', '3'])
        await store.approvals.ask(kept({ id: `10000000000000000${digit}` }), TIMES, 3);
      expect(await store.approvals.ask(kept({ id: '100000000000000004' }), TIMES, 3)).toBe('too-many');
      expect(
        await store.approvals.ask(kept({ id: '100000000000000005', userId: '200000000000000002' }), TIMES, 3),
      ).toBe('asked');
      expect(await store.approvals.ask(kept({ id: '100000000000000006' }), { askedAt: 100, expiresAt: 200 }, 3)).toBe(
        'asked',
      );
    });

    test('of several who deny at once one does, and the audit says who', async () => {
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      const denials = [denial('1', 'no'), denial('2'), denial('3', 'never')];
      expect(await Promise.all(denials.map(async (one) => store.approvals.deny(ID, one, 50)))).toEqual([
        true,
        false,
        false,
      ]);
      expect(await store.approvals.find(ID)).toMatchObject({
        state: 'denied',
        decision: { by: 'moderator-1', at: 50, isRaise: false, reason: 'no' },
      });
      expect(await store.rulebook.audit('300000000000000001', 10)).toMatchObject([
        { action: 'deny', targetId: ID, actorId: 'moderator-1', after: { price: 60_000 } },
      ]);
    });

    test('what has expired cannot be decided, and is told of once', async () => {
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      expect(await store.approvals.expire(99)).toEqual([]);
      expect(await store.approvals.deny(ID, denial('1'), 100)).toBe(false);
      expect(await store.approvals.expire(100)).toMatchObject([{ id: ID, state: 'expired' }]);
      expect(await store.approvals.expire(100)).toEqual([]);
      expect(await store.approvals.deny(ID, denial('1'), 50)).toBe(false);
      expect(await store.approvals.fail(ID)).toBe(false);
    });

    test('every decision leaves something new to show on the card, until that is noted as shown; what came meanwhile stays', async () => {
      const key = { kind: 'approval', id: ID } as const;
      const changes = async (): Promise<number> => (await store.cardBox.find(key))?.changes ?? Number.NaN;
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      expect(await store.cardBox.behind()).toEqual([]);
      arranged(await store.approvals.deny(ID, denial('1'), 20));
      expect(await store.cardBox.behind()).toEqual([key]);
      const seen = await changes();
      await store.cardBox.fallBehind(key);
      await store.cardBox.catchUp(key, seen);
      expect(await store.cardBox.behind()).toEqual([key]);
      await store.cardBox.catchUp(key, await changes());
      expect(await store.cardBox.behind()).toEqual([]);
      await store.cardBox.catchUp(key, seen);
      expect(await store.cardBox.behind()).toEqual([]);
      expect(await store.approvals.ask(kept({ id: '100000000000000002' }), TIMES, 3)).toBe('asked');
      arranged(await store.approvals.fail('100000000000000002'));
      expect(await store.approvals.ask(kept({ id: '100000000000000003' }), TIMES, 3)).toBe('asked');
      arranged(await store.approvals.expire(200));
      expect(await store.cardBox.behind()).toEqual(
        ['2', '3'].map((digit) => ({ kind: 'approval', id: `10000000000000000${digit}` })),
      );
    });

    test('the first way by which a requester was told is the one on record', async () => {
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      await store.approvals.noteTold(ID, 'channel');
      await store.approvals.noteTold(ID, 'nowhere');
      expect(await store.approvals.find(ID)).toMatchObject({ told: 'channel' });
    });
  });
}
