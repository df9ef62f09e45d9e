import { expect, test } from 'vitest';

import type { World } from '../../../src/app/world.ts';
import { APPROVAL_LIFE_MS } from '../../../src/core/rules/approval.ts';
import { StoreUnavailable } from '../../../src/ports/store/store-unavailable.ts';
import { arranged } from '../../arranged.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import { ALERTS_CHANNEL as CHANNEL, askOn, stageWith } from './approval-stage.ts';

test('an alert whose answer is lost is looked for before it is posted again', async () => {
  const stage = await stageWith(60_000);
  stage.cards.plan('lost');
  await stage.order();
  await stage.clock.pass(5_000);
  expect(stage.cards.posted).toHaveLength(1);
  expect(await stage.store.cardBox.open()).toEqual([]);
});

test('an alert that Discord does not take now is posted later, and nothing else posts it meanwhile', async () => {
  const stage = await stageWith(120_000);
  stage.cards.plan({ kind: 'delayed', retryAfterMs: 60_000 });
  await stage.order();
  await stage.order();
  expect(stage.cards.posted).toEqual([]);
  await stage.clock.pass(61_000);
  await stage.clock.settle();
  expect(stage.cards.posted.map(({ card }) => card.kind === 'alert' && card.alert.triggers)).toEqual([[50]]);
});

test('a card whose end could not be written down is taken up again by the next round, without a restart', async () => {
  const stage = await stageWith(60_000);
  stage.cards.plan('lost');
  await stage.order();
  await stage.app.engine.stop();
  let failures = 3;
  const cardBox: World['cardBox'] = {
    ...stage.store.cardBox,
    async end(...args) {
      failures -= 1;
      if (failures >= 0) throw new StoreUnavailable('the disk is full in this test');
      return await stage.store.cardBox.end(...args);
    },
  };
  const next = setMoneyStage({ ...stage.store, cards: stage.cards, cardBox });
  await next.app.recover();
  await next.clock.pass(5 * 60_000);

  expect(failures).toBeLessThan(0);
  expect(await stage.store.cardBox.open()).toEqual([]);
  expect(stage.cards.posted).toHaveLength(1);
});

test.each([
  ['after it landed is not doubled', 'lost' as const],
  ['before it landed is not lost', { kind: 'delayed' as const, retryAfterMs: 1_000_000 }],
])('an alert whose posting was cut off %s by the next start', async (_when, cut) => {
  const stage = await stageWith(60_000);
  stage.cards.plan(cut);
  await stage.order();
  expect(await stage.store.cardBox.open()).toMatchObject([{ status: 'posting', channelId: CHANNEL }]);
  await stage.app.engine.stop();

  const next = setMoneyStage({ ...stage.store, cards: stage.cards });
  await next.app.recover();
  await next.clock.settle();
  expect(stage.cards.posted).toHaveLength(1);
  expect(await stage.store.cardBox.open()).toEqual([]);
});

test('nobody decides about a request of their own, moderator or not', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  const own = stage.moderator({ userId: stage.member().userId });
  const refused = { refused: { kind: 'own-request' } };
  expect(await stage.app.approvals.approve(own, id, false)).toEqual(refused);
  expect(await stage.app.approvals.approve(own, id, true)).toEqual(refused);
  expect(await stage.app.approvals.deny(own, id, null)).toEqual(refused);
  expect(await stage.store.approvals.find(id)).toMatchObject({ state: 'asked' });
});

test('a request that nobody decides about ends after a day, and its requester is told', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  await stage.app.recover();
  await stage.clock.pass(APPROVAL_LIFE_MS + 60_000);
  await stage.clock.settle();
  expect(stage.cards.told).toMatchObject([{ id, state: 'expired' }]);
  expect(stage.cards.edited).toHaveLength(1);
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toEqual({
    refused: { kind: 'approval-ended', state: 'expired', by: null },
  });
});

test.each([
  ['refuses for a moment', false],
  ['does not confirm what it wrote', true],
])('requests end, and their requesters are told, also when the disk %s', async (_how, isWritten) => {
  const store = createMemoryStore({ now: () => 0 });
  let isBroken = false;
  const expire: World['approvals']['expire'] = async (now) => {
    if (!isBroken) return store.approvals.expire(now);
    isBroken = false;
    if (isWritten) await store.approvals.expire(now);
    throw new StoreUnavailable('expire fails in this test');
  };
  const stage = await stageWith(20_000, { ...store, approvals: { ...store.approvals, expire } });
  const id = await askOn(stage);
  await stage.app.recover();
  await stage.clock.pass(APPROVAL_LIFE_MS - 1);
  isBroken = true;
  await stage.clock.pass(3 * 60_000);
  expect(isBroken).toBe(false);
  expect(stage.cards.told).toMatchObject([{ id, state: 'expired' }]);
});

test('a pace that does not last is told once in each period, by whichever of the holds at the same moment', async () => {
  const stage = setMoneyStage();
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 120_000, period: { kind: 'day' } }, null));
  arranged(
    await stage.app.budget.alerts(stage.moderator(), { channelId: CHANNEL, thresholds: [100], forecast: true }, null),
  );
  const noon = 12 * 60 * 60_000;
  for (const wait of [noon, 2 * noon]) {
    await stage.clock.pass(wait);
    await Promise.all([stage.order(), stage.order(), stage.order()]);
  }
  expect(stage.cards.posted.map(({ card }) => card.kind === 'alert' && card.alert.triggers)).toEqual([
    ['forecast'],
    ['forecast'],
  ]);
});

test('a server hears its alerts in the order in which they were reached, however the first one is held up', async () => {
  const stage = await stageWith(60_000);
  stage.cards.plan({ kind: 'unclear' });
  await stage.order();
  await stage.order();
  await stage.clock.settle();
  expect(stage.cards.posted).toEqual([]);
  await stage.clock.pass(60_000);
  expect(stage.cards.posted.map(({ card }) => card.kind === 'alert' && card.alert.triggers)).toEqual([[50], [80, 100]]);
});
