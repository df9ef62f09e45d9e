import { describe, expect, test } from 'vitest';

import { createMortalStore } from '../../fakes/mortal-store.ts';
import type { Death } from '../../fakes/mortal-store.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { askOn, shownOn, stageWith } from './approval-stage.ts';

const GUILD = '300000000000000001';
const NEVER = Number.POSITIVE_INFINITY;

/** A moderator approves, and the process dies; the next one takes up what is on record, and Krea ends its jobs. */
async function killedWhileApproving(isRaise: boolean, death: Death) {
  const before = await stageWith(20_000);
  const { store } = before;
  const id = await askOn(before);
  await before.app.engine.stop();

  const mortal = createMortalStore(store, death);
  const killed = setMoneyStage({ ...mortal.store, cards: before.cards, imageApi: before.api });
  void killed.app.approvals.approve(killed.moderator(), id, isRaise);
  await killed.clock.settle();

  const next = setMoneyStage({ ...store, cards: before.cards, imageApi: before.api });
  await next.app.recover();
  await next.clock.pass(60_000);
  for (const { remoteId } of before.api.jobs()) before.api.complete(remoteId);
  await next.clock.pass(60_000);
  return { id, next, before, calls: mortal.calls };
}

/** What stands of an approval, wherever it is written down. */
async function standsOf(id: string, { store, api, cards }: MoneyStage, next: MoneyStage): Promise<unknown> {
  const { rules } = await store.rulebook.read(GUILD);
  return {
    state: (await store.approvals.find(id))?.state,
    isRaised: rules.cap === 30_000 || rules.grants.length === 1,
    audit: (await store.rulebook.audit(GUILD, 100)).filter(({ targetId }) => targetId === id).length > 0,
    pictures: (await store.journal.find(id))?.pictures.map(({ state }) => state),
    entries: (await store.ledger.entries(id)).map(({ kind }) => kind),
    painted: api.submissions.length,
    shown: next.told.length,
    card: shownOn({ ...next, cards }).at(-1),
  };
}

const NOTHING = { state: 'asked', isRaised: false, audit: false, entries: [], painted: 0, shown: 0 };
const EVERYTHING = {
  state: 'approved',
  isRaised: true,
  audit: true,
  pictures: ['delivered'],
  entries: ['hold', 'settle'],
  painted: 1,
  shown: 1,
  card: ['approved', { made: 1, failed: 0, cancelled: 0, charged: 30_000 }],
};
/**
 * Cut off between the note that Krea is asked and the asking: whether it was is looked for, and the money is held until
 * then.
 */
const UNSENT = {
  ...EVERYTHING,
  pictures: ['uncertain'],
  entries: ['hold'],
  painted: 0,
  shown: 0,
  card: ['approved', { made: 0, failed: 0, cancelled: 0, charged: 0 }],
};

describe.each([false, true])('of an approval (for good: %s) that a kill cut off', (isRaise) => {
  test('either nothing stands or everything, wherever it was cut off', async () => {
    const { calls } = await killedWhileApproving(isRaise, { atCall: NEVER, isDone: false });
    expect(calls).toContain('journal.openApproved');

    const ends = new Set<unknown>();
    for (const [offset, call] of calls.entries()) {
      for (const isDone of [false, true]) {
        const { id, next, before } = await killedWhileApproving(isRaise, { atCall: offset + 1, isDone });
        const isOpened = offset > calls.indexOf('journal.openApproved') || (call === 'journal.openApproved' && isDone);
        const isUnsent = call === 'journal.move' && isDone && before.api.submissions.length === 0;
        const end = isUnsent ? UNSENT : isOpened ? EVERYTHING : NOTHING;
        expect(await standsOf(id, before, next), `${call}, done: ${isDone}`).toMatchObject(end);
        ends.add(end);
      }
    }
    expect(ends).toEqual(new Set([NOTHING, EVERYTHING, UNSENT]));
  });

  test('that came to nothing can be given again', async () => {
    const { id, next } = await killedWhileApproving(isRaise, { atCall: 1, isDone: true });
    expect(await next.app.approvals.approve(next.moderator(), id, isRaise)).toHaveProperty(
      'approval.state',
      'approved',
    );
  });
});
