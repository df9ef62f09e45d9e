import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { ApprovalDecision } from '../../src/app/ports/approvals.ts';
import type { KeptRequest } from '../../src/core/approval.ts';
import { REQUEST_DEFAULTS } from '../../src/core/request.ts';
import type { Store } from '../../src/store/open-store.ts';
import { arranged } from '../arranged.ts';
import { admitted, sample } from './samples.ts';

const ID = '100000000000000001';
const TIMES = { askedAt: 10, expiresAt: 100 };

function kept(changes: Partial<KeptRequest> = {}): KeptRequest {
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
    order: { verb: 'create', parent: null, request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 }, count: 2, isPrivate: true, isSpoiler: false },
    price: 60_000,
    lift: 'server-cap',
    ...changes,
  };
}

const by = (interactionId: string, changes: Partial<ApprovalDecision> = {}): ApprovalDecision => ({
  to: 'approved',
  actor: { userId: 'moderator-1', interactionId },
  isRaise: false,
  reason: null,
  ...changes,
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
      expect(await Promise.all([store.approvals.ask(kept(), TIMES, 3), store.approvals.ask(kept(), TIMES, 3)])).toEqual(['asked', 'known']);
      expect(await store.approvals.find(ID)).toStrictEqual({ ...kept(), state: 'asked', ...TIMES, decision: null, told: null });
      expect(await store.cardBox.open()).toMatchObject([{ kind: 'approval', id: ID, status: 'pending' }]);
    });

    test('only so many of one member wait in one server', async () => {
      for (const digit of ['1', '2', '3']) await store.approvals.ask(kept({ id: `10000000000000000${digit}` }), TIMES, 3);
      expect(await store.approvals.ask(kept({ id: '100000000000000004' }), TIMES, 3)).toBe('too-many');
      expect(await store.approvals.ask(kept({ id: '100000000000000005', userId: '200000000000000002' }), TIMES, 3)).toBe('asked');
      expect(await store.approvals.ask(kept({ id: '100000000000000006' }), { askedAt: 100, expiresAt: 200 }, 3)).toBe('asked');
    });

    test('of several who decide at once one does, and the audit says who', async () => {
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      const decisions = [by('1'), by('2', { isRaise: true }), by('3', { to: 'denied', reason: 'no' })];
      expect(await Promise.all(decisions.map(async (decision) => store.approvals.decide(ID, decision, 50)))).toEqual([true, false, false]);
      expect(await store.approvals.find(ID)).toMatchObject({ state: 'approved', decision: { by: 'moderator-1', at: 50, isRaise: false, reason: null } });
      expect(await store.rulebook.audit('300000000000000001', 10)).toMatchObject([{ action: 'approve', targetId: ID, actorId: 'moderator-1', after: { price: 60_000 } }]);
    });

    test('what has expired cannot be decided, and is told of once', async () => {
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      expect(await store.approvals.expire(99)).toEqual([]);
      expect(await store.approvals.decide(ID, by('1'), 100)).toBe(false);
      expect(await store.approvals.expire(100)).toMatchObject([{ id: ID, state: 'expired' }]);
      expect(await store.approvals.expire(100)).toEqual([]);
      expect(await store.approvals.decide(ID, by('1'), 50)).toBe(false);
    });

    test('an approval that could not start can be taken back and decided again; what is over stays so', async () => {
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      const { actor } = by('1');
      expect(await store.approvals.reopen(ID, actor, 'paused', 20)).toBe(false);
      arranged(await store.approvals.decide(ID, by('1'), 20));
      expect(await store.approvals.reopen(ID, actor, 'paused', 21)).toBe(true);
      expect(await store.approvals.find(ID)).toMatchObject({ state: 'asked', decision: null });
      expect(await store.approvals.decide(ID, by('2', { to: 'denied', reason: 'no' }), 22)).toBe(true);
      expect(await store.approvals.fail(ID)).toBe(false);
      expect(await store.approvals.reopen(ID, by('3').actor, 'paused', 23)).toBe(false);
      expect((await store.rulebook.audit('300000000000000001', 10)).map(({ action }) => action)).toEqual(['deny', 'take back approval', 'approve']);
    });

    test('every decision leaves something new to show on the card, until that is noted as shown; what came meanwhile stays', async () => {
      const key = { kind: 'approval', id: ID } as const;
      const changes = async (): Promise<number> => (await store.cardBox.find(key))?.changes ?? Number.NaN;
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      expect(await store.cardBox.behind()).toEqual([]);
      arranged(await store.approvals.decide(ID, by('1'), 20));
      expect(await store.cardBox.behind()).toEqual([key]);
      const seen = await changes();
      arranged(await store.approvals.reopen(ID, by('1').actor, 'paused', 21));
      await store.cardBox.catchUp(key, seen);
      expect(await store.cardBox.behind()).toEqual([key]);
      await store.cardBox.catchUp(key, await changes());
      expect(await store.cardBox.behind()).toEqual([]);
      await store.cardBox.catchUp(key, seen);
      expect(await store.cardBox.behind()).toEqual([]);
      for (const end of [async () => store.approvals.expire(200), async () => store.cardBox.fallBehind(key)]) {
        await end();
        expect(await store.cardBox.behind()).toEqual([key]);
        await store.cardBox.catchUp(key, await changes());
      }
      expect(await store.approvals.ask(kept({ id: '100000000000000002' }), TIMES, 3)).toBe('asked');
      arranged(await store.approvals.fail('100000000000000002'));
      expect(await store.cardBox.behind()).toEqual([{ kind: 'approval', id: '100000000000000002' }]);
    });

    test('the first way by which a requester was told is the one on record', async () => {
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      await store.approvals.noteTold(ID, 'channel');
      await store.approvals.noteTold(ID, 'nowhere');
      expect(await store.approvals.find(ID)).toMatchObject({ told: 'channel' });
    });

    test('what was approved and not started is found, until it starts or fails', async () => {
      expect(await store.approvals.ask(kept(), TIMES, 3)).toBe('asked');
      expect(await store.approvals.unstarted(0)).toEqual([]);
      arranged(await store.approvals.decide(ID, by('1'), 20));
      expect(await store.approvals.unstarted(0)).toMatchObject([{ id: ID }]);
      expect(await store.approvals.unstarted(TIMES.expiresAt)).toEqual([]);
      const generation = sample({ id: ID });
      await store.journal.open(generation, admitted(generation), null);
      expect(await store.approvals.unstarted(0)).toEqual([]);

      const other = '100000000000000002';
      expect(await store.approvals.ask(kept({ id: other }), TIMES, 3)).toBe('asked');
      arranged(await store.approvals.decide(other, by('2'), 20));
      arranged(await store.approvals.fail(other));
      expect(await store.approvals.unstarted(0)).toEqual([]);
    });
  });
}
