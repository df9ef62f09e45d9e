import { expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { Cards } from '../../../src/ports/store/cards.ts';
import { arranged } from '../../arranged.ts';
import { createCardWall } from '../../fakes/memory-card-wall.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { askOn, shownOn, stageWith } from './approval-stage.ts';

const NOTHING_YET = { made: 0, failed: 0, cancelled: 0, charged: 0 };

async function approveOn(stage: MoneyStage, id: string): Promise<void> {
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toHaveProperty('approval.state', 'approved');
  await stage.clock.pass(2_000);
}

test('a card follows its request from the approval to the charge, and is edited no more after it', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage, { count: 2 });
  await approveOn(stage, id);
  expect(shownOn(stage)).toEqual([['approved', NOTHING_YET]]);

  const [first, second] = stage.api.jobs();
  stage.api.complete(first?.remoteId ?? '');
  await stage.clock.pass(60_000);
  stage.api.fail(second?.remoteId ?? '');
  await stage.clock.pass(60_000);

  expect(shownOn(stage).at(-1)).toEqual(['approved', { made: 1, failed: 1, cancelled: 0, charged: 30_000 }]);
  expect(await stage.store.cardBox.behind()).toEqual([]);
  const edits = stage.cards.edited.length;
  await stage.clock.pass(600_000);
  expect(stage.cards.edited).toHaveLength(edits);
});

test('a request that is cancelled after its approval is shown as not charged', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  await approveOn(stage, id);
  arranged(await stage.app.cancel(stage.member(), id));
  stage.api.advance(stage.api.jobs()[0]?.remoteId ?? '', { state: 'cancelled' });
  await stage.clock.pass(60_000);
  expect(shownOn(stage).at(-1)).toEqual(['approved', { made: 0, failed: 0, cancelled: 1, charged: 0 }]);
});

test('a card that a crash left behind shows the end after the next start', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  await approveOn(stage, id);
  await stage.app.engine.stop();
  stage.api.complete(stage.api.jobs()[0]?.remoteId ?? '');

  const next = setMoneyStage({ ...stage.store, cards: stage.cards, imageApi: stage.api });
  await next.app.recover();
  await next.clock.pass(60_000);

  expect(shownOn(stage).at(-1)).toEqual(['approved', { made: 1, failed: 0, cancelled: 0, charged: 30_000 }]);
  expect(await stage.store.cardBox.behind()).toEqual([]);
});

test('an edit that Discord does not take now is made later, with what is true by then', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  stage.cards.planEdits('later', 'later');
  expect(await stage.app.approvals.deny(stage.moderator(), id, 'too dear')).toHaveProperty('approval.state', 'denied');
  await stage.clock.settle();
  expect(stage.cards.edited).toEqual([]);
  await stage.clock.pass(10_000);
  expect(shownOn(stage)).toEqual([['denied', null]]);
  expect(stage.cards.told).toHaveLength(1);
});

test('what happens while a card waits for its next try is shown at once', async () => {
  const wall = createCardWall();
  let isAway = true;
  const cards: Cards = { ...wall, edit: async (card, spot) => (isAway ? 'later' : wall.edit(card, spot)) };
  const stage = await stageWith(20_000, { cards, maxInFlight: 1 });
  const id = await askOn(stage, { count: 2 });
  await approveOn(stage, id);
  await stage.clock.pass(120_000);
  isAway = false;
  await stage.clock.settle();
  expect(wall.edited).toEqual([]);

  arranged(await stage.app.cancel(stage.member(), id));
  await stage.clock.settle();

  expect(wall.edited.at(-1)).toMatchObject({ approval: { id, state: 'approved' }, result: { cancelled: 2, open: 0 } });
});

test('a card that is gone is not tried for ever', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  stage.cards.planEdits('gone');
  arranged(await stage.app.approvals.deny(stage.moderator(), id, null));
  await stage.clock.settle();
  expect(await stage.store.cardBox.behind()).toEqual([]);
});

test('a requester whom a crash kept from being told is told at the next start, and never twice', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  const actor = { userId: '100000000000000009', interactionId: '900000000000000001' };
  arranged(await stage.store.approvals.deny(id, { actor, reason: 'no' }, stage.clock.now()));

  for (let start = 0; start < 2; start += 1) {
    const next = setMoneyStage({ ...stage.store, cards: stage.cards });
    await next.app.recover();
    await next.clock.settle();
  }

  expect(stage.cards.told).toMatchObject([{ id, state: 'denied', decision: { reason: 'no' } }]);
  expect(shownOn(stage)).toEqual([['denied', null]]);
});

test('that a requester could not be told stands on the card', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  stage.cards.planTelling('later', 'nowhere');
  arranged(await stage.app.approvals.deny(stage.moderator(), id, null));
  await stage.clock.pass(5_000);
  expect(stage.cards.edited).toMatchObject([{ approval: { state: 'denied', told: 'nowhere' } }]);
});

test('style references that were erased meanwhile end the request instead of painting another picture', async () => {
  const stage = await stageWith(20_000);
  const hash = await stage.store.blobs.put(Uint8Array.of(1, 2, 3), 'image/png');
  const missing = setMoneyStage({
    ...stage.store,
    cards: stage.cards,
    blobs: { ...stage.store.blobs, has: async () => false },
  });
  const id = await askOn(stage, {
    request: { ...REQUEST_DEFAULTS, prompt: 'in that style', seed: 7, references: [{ hash, strength: 0.6 }] },
  });
  expect(await missing.app.approvals.approve(missing.moderator(), id, false)).toEqual({
    refused: { kind: 'references-gone' },
  });
  await missing.clock.settle();
  expect(await stage.store.journal.find(id)).toBeUndefined();
  expect(stage.cards.told).toMatchObject([{ id, state: 'failed' }]);
  expect(stage.api.submissions).toEqual([]);
});

test('a card that Discord does not take is tried again after 1, 3, 10, 30 and 60 seconds, and each minute from then on', async () => {
  const wall = createCardWall();
  const tries: number[] = [];
  const cards: Cards = {
    ...wall,
    async edit() {
      tries.push(stage.clock.now());
      return 'later';
    },
  };
  const stage = await stageWith(20_000, { cards });
  arranged(await stage.app.approvals.deny(stage.moderator(), await askOn(stage), null));
  await stage.clock.pass(240_000);
  const [first = 0] = tries;
  expect(tries.map((at) => (at - first) / 1000)).toEqual([0, 1, 4, 14, 44, 104, 164, 224]);
  expect(await stage.store.cardBox.behind()).toHaveLength(1);
});

test('while a card is being tried again, rounds of the upkeep begin no second hand on it', async () => {
  const wall = createCardWall();
  let tries = 0;
  const cards: Cards = {
    ...wall,
    async edit() {
      tries += 1;
      return 'later';
    },
  };
  const stage = await stageWith(20_000, { cards });
  await stage.app.recover();
  arranged(await stage.app.approvals.deny(stage.moderator(), await askOn(stage), null));
  await stage.clock.pass(240_000);
  expect(tries).toBe(8);
});

test('a card that shows already how things stand is not edited again by each round of the upkeep', async () => {
  const stage = await stageWith(20_000);
  await stage.app.recover();
  await approveOn(stage, await askOn(stage, { count: 2 }));
  await stage.clock.pass(150_000);
  expect(shownOn(stage)).toEqual([['approved', NOTHING_YET]]);
  expect(await stage.store.cardBox.behind()).toHaveLength(1);
});

test('what is decided between the reading of a card and its posting is shown on it at last', async () => {
  const store = createMemoryStore({ now: () => 0 });
  const decision = Promise.withResolvers<undefined>();
  const begin: typeof store.cardBox.begin = async (...given) => {
    await decision.promise;
    return store.cardBox.begin(...given);
  };
  const stage = await stageWith(20_000, { ...store, cardBox: { ...store.cardBox, begin } });
  const member = stage.member({ appPermissions: 2n ** 50n - 1n });
  const id = member.interactionId;
  const request = { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 };
  expect(
    await stage.app.generate(member, {
      verb: 'create',
      parent: null,
      request,
      count: 1,
      isPrivate: false,
      isSpoiler: false,
    }),
  ).toHaveProperty('askId', id);
  const asking = stage.app.approvals.ask(stage.member(), id);
  await stage.clock.settle();
  arranged(await stage.app.approvals.deny(stage.moderator(), id, null));
  await stage.clock.settle();
  decision.resolve(undefined);
  expect(await asking).toEqual({ asked: true });
  expect(stage.cards.posted).toMatchObject([{ card: { approval: { state: 'asked' } } }]);
  await stage.clock.pass(60_000);
  expect(shownOn(stage)).toEqual([['denied', null]]);
});

test('a card that is posted late shows what was decided meanwhile, and its requester was told long before', async () => {
  const stage = await stageWith(20_000);
  stage.cards.plan('lost', { kind: 'delayed', retryAfterMs: 0 });
  const id = await askOn(stage);
  arranged(await stage.app.approvals.deny(stage.moderator(), id, null));
  await stage.clock.settle();
  expect([stage.cards.told.length, stage.cards.edited.length]).toEqual([1, 0]);
  await stage.clock.pass(60_000);
  expect(shownOn(stage)).toEqual([['denied', null]]);
  expect(await stage.store.cardBox.behind()).toEqual([]);
});

test('of cards that are not about requests nobody is told', async () => {
  const stage = await stageWith(60_000);
  const id = await stage.order();
  await stage.clock.settle();
  arranged(await stage.app.alerts(stage.moderator(), id, 'pause'));
  await stage.clock.settle();
  expect([stage.cards.edited.length, stage.cards.told]).toEqual([1, []]);
  expect(await stage.store.cardBox.behind()).toEqual([]);
});

test('an approved request is told of by its pictures alone', async () => {
  const stage = await stageWith(20_000);
  await approveOn(stage, await askOn(stage));
  stage.api.complete(stage.api.jobs()[0]?.remoteId ?? '');
  await stage.clock.pass(60_000);
  expect([stage.cards.told, stage.told.length]).toEqual([[], 1]);
});

test('a card that came to nothing for want of a channel keeps nothing open', async () => {
  const stage = await stageWith(20_000);
  await stage.app.recover();
  stage.cards.plan({ kind: 'delayed', retryAfterMs: 0 }, { kind: 'closed', detail: 'Missing Access' });
  await askOn(stage);
  await stage.clock.pass(200_000);
  expect(await stage.store.cardBox.behind()).toEqual([]);
  expect([stage.cards.posted, stage.cards.edited, stage.cards.told.length]).toEqual([[], [], 1]);
});
