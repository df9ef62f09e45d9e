import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { OPERATOR } from '../../../src/core/picture/decision.ts';
import type { Decision } from '../../../src/ports/store/decisions.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { EACH, FIRST, held, NOTHING, NOVEMBER, opened, SECOND, spent } from '../samples.ts';

const TO_UNCERTAIN = ['submitting', 'uncertain'] as const;
const SUBMITTED = NOVEMBER.startsAt + 2000;

const charged: Decision = {
  ...FIRST,
  verdict: 'charged',
  actor: { userId: 'moderator-1', interactionId: '9001' },
  reason: 'seen on the bill',
};
const free: Decision = { ...charged, verdict: 'not-charged', reason: null };

/** What every store must do with pictures that people decide. */
export function decisionsContract(name: string, createStore: () => Promise<Store>): void {
  describe(`decisions: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    const balance = () => store.budgets.balance('guild', 'guild-1', NOVEMBER.key);

    test('the undecided pictures are those that the server pays for, oldest first', async () => {
      await opened(
        store.journal,
        { id: '1002', createdAt: NOVEMBER.startsAt + 5 },
        TO_UNCERTAIN,
        ['submitting'],
        TO_UNCERTAIN,
      );
      await opened(store.journal, { createdAt: NOVEMBER.startsAt + 1, userId: 'user-2' }, TO_UNCERTAIN);
      await opened(store.journal, { id: '1003', wallet: { scope: 'guild', id: 'guild-2' } }, TO_UNCERTAIN);
      await opened(store.journal, { id: '1004', wallet: { scope: 'direct', id: 'guild-1' } }, TO_UNCERTAIN);
      const found = await store.decisions.undecided('guild-1', 10);
      expect(found.map(({ picture }) => `${picture.generationId}.${picture.index}`)).toStrictEqual([
        '1001.1',
        '1002.1',
        '1002.3',
      ]);
      expect(found[0]).toMatchObject({
        picture: { ...FIRST, state: 'uncertain', submittingAt: SUBMITTED },
        generation: {
          userId: 'user-2',
          place: { channelId: 'channel-1' },
          price: { each: EACH },
          variant: 'medium',
          createdAt: NOVEMBER.startsAt + 1,
        },
      });
      expect(await store.decisions.undecided('guild-1', 1)).toHaveLength(1);
    });

    test('charged settles the hold, and the picture is finished without a picture', async () => {
      await opened(store.journal, {}, TO_UNCERTAIN);
      expect(await store.decisions.decide(charged, 50)).toMatchObject({
        state: 'finished',
        finishedAt: 50,
        url: null,
        failure: { reason: 'no-picture' },
      });
      expect(await balance()).toStrictEqual(spent(EACH));
      expect(await store.decisions.undecided('guild-1', 10)).toStrictEqual([]);
    });

    test('not charged gives the hold back, and the picture has failed', async () => {
      await opened(store.journal, {}, TO_UNCERTAIN);
      expect(await store.decisions.decide(free, 50)).toMatchObject({
        state: 'failed',
        failure: { reason: 'written-off' },
      });
      expect(await balance()).toStrictEqual(NOTHING);
    });

    test('the audit tells who decided what, with the amount', async () => {
      await opened(store.journal, {}, TO_UNCERTAIN);
      await store.decisions.decide(charged, 50);
      expect(await store.rulebook.audit('guild-1', 10)).toStrictEqual([
        {
          at: 50,
          actorId: 'moderator-1',
          action: 'resolve',
          targetId: '1001.1',
          before: { state: 'uncertain' },
          after: { verdict: 'charged', amount: EACH },
          reason: 'seen on the bill',
        },
      ]);
    });

    test('of two who decide at once one wins, and only the winner is on record', async () => {
      await opened(store.journal, {}, TO_UNCERTAIN);
      const other = { ...free, actor: { userId: 'moderator-2', interactionId: '9002' } };
      const outcomes = await Promise.all([store.decisions.decide(charged, 50), store.decisions.decide(other, 50)]);
      expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1);
      expect(await store.rulebook.audit('guild-1', 10)).toHaveLength(1);
      expect(await store.ledger.entries('1001')).toHaveLength(2);
    });

    test('what is not uncertain any more cannot be decided: nothing is booked or recorded', async () => {
      await opened(store.journal, {}, [...TO_UNCERTAIN, 'running']);
      expect(await store.decisions.decide(charged, 50)).toBeUndefined();
      expect(await store.decisions.decide({ ...charged, generationId: '404' }, 50)).toBeUndefined();
      expect(await balance()).toStrictEqual(held(EACH));
      expect(await store.rulebook.audit('guild-1', 10)).toStrictEqual([]);
    });

    test('a picture that a person pays for is not for moderators: deciding it is a bug, and changes nothing', async () => {
      await opened(store.journal, { wallet: { scope: 'direct', id: 'user-1' } }, TO_UNCERTAIN);
      await expect(store.decisions.decide(charged, 50)).rejects.toThrow('by the operator alone');
      expect((await store.journal.find('1001'))?.pictures[0]?.state).toBe('uncertain');
    });

    test('the operator decides what a person pays for, and it is on record under that wallet', async () => {
      await opened(store.journal, { wallet: { scope: 'direct', id: 'user-1' } }, TO_UNCERTAIN, TO_UNCERTAIN);
      const actor = { userId: OPERATOR, interactionId: 'operator:1001.1' };
      expect(await store.decisions.decide({ ...charged, actor }, 50)).toMatchObject({ state: 'finished' });
      expect(
        await store.decisions.decide({ ...free, ...SECOND, actor: { ...actor, interactionId: 'operator:1001.2' } }, 60),
      ).toMatchObject({ state: 'failed' });
      expect(await store.budgets.balance('direct', 'user-1', NOVEMBER.key)).toStrictEqual(spent(EACH));
      expect(await store.rulebook.audit('user-1', 10)).toMatchObject([
        { actorId: OPERATOR, targetId: '1001.2', after: { verdict: 'not-charged', amount: EACH } },
        { actorId: OPERATOR, targetId: '1001.1', after: { verdict: 'charged', amount: EACH } },
      ]);
    });

    test('what was decided without a known job is remembered by the time of its submit', async () => {
      await opened(store.journal, {}, TO_UNCERTAIN, TO_UNCERTAIN);
      arranged(await store.journal.move(SECOND, 'uncertain', 'running', 20, { remoteId: 'job-2' }));
      arranged(await store.journal.move(SECOND, 'running', 'uncertain', 30));
      arranged(await store.decisions.decide(free, 50));
      arranged(
        await store.decisions.decide(
          { ...charged, ...SECOND, actor: { userId: 'moderator-1', interactionId: '9003' } },
          60,
        ),
      );
      expect(await store.decisions.decidedBlind(SUBMITTED)).toMatchObject([
        { ...FIRST, state: 'failed', submittingAt: SUBMITTED },
      ]);
      expect(await store.decisions.decidedBlind(SUBMITTED + 1)).toStrictEqual([]);
    });
  });
}
