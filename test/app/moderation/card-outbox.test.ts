import { describe, expect, test } from 'vitest';

import type { World } from '../../../src/app/world.ts';
import type { Cards } from '../../../src/ports/store/cards.ts';
import { StoreUnavailable } from '../../../src/ports/store/store-unavailable.ts';
import { arranged } from '../../arranged.ts';
import { createCardWall } from '../../fakes/memory-card-wall.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { ALERTS_CHANNEL, askOn, stageWith } from './approval-stage.ts';

const OTHER_CHANNEL = '400000000000000009';
const WHENEVER = { kind: 'delayed', retryAfterMs: 0 } as const;

/** What the alerts that were posted are about, each with its channel. */
const posted = ({ cards }: MoneyStage): unknown[] =>
  cards.posted.map(({ card, channelId }) => [card.kind === 'alert' ? card.alert.triggers : card.kind, channelId]);

/** The next process over the same records and the same wall. */
async function restarted({ store, cards }: MoneyStage): Promise<MoneyStage> {
  const next = setMoneyStage({ ...store, cards });
  await next.app.recover();
  return next;
}

describe('a card that cannot be posted now', () => {
  test('is tried again after 1, 3, 10, 30 and 60 seconds, and each minute from then on', async () => {
    const wall = createCardWall();
    const tries: number[] = [];
    const cards: Cards = {
      ...wall,
      async post() {
        tries.push(stage.clock.now());
        return WHENEVER;
      },
    };
    const stage = await stageWith(60_000, { cards });
    await stage.order();
    await stage.clock.pass(300_000);
    const [first = 0] = tries;
    expect(tries.map((at) => (at - first) / 1000)).toEqual([0, 1, 4, 14, 44, 104, 164, 224, 284]);
  });

  test('is not tried before Discord wants it, however long that is', async () => {
    const stage = await stageWith(60_000);
    stage.cards.plan({ kind: 'delayed', retryAfterMs: 500_000 });
    await stage.order();
    await stage.app.recover();
    await stage.clock.pass(499_999);
    expect(posted(stage)).toEqual([]);
    await stage.clock.pass(1);
    expect(posted(stage)).toEqual([[[50], ALERTS_CHANNEL]]);
  });

  test('is posted where it was begun, though alerts have moved since; the next one goes where they are now', async () => {
    const stage = await stageWith(60_000);
    stage.cards.plan(WHENEVER);
    await stage.order();
    arranged(await stage.app.budget.alerts(stage.moderator(), { channelId: OTHER_CHANNEL }, null));
    await stage.clock.pass(5_000);
    await stage.order();
    await stage.clock.settle();
    expect(posted(stage)).toEqual([
      [[50], ALERTS_CHANNEL],
      [[80, 100], OTHER_CHANNEL],
    ]);
  });

  test('is not posted again while it cannot be seen whether it landed', async () => {
    const wall = createCardWall();
    let isSeen = false;
    const cards: Cards = {
      ...wall,
      landed: async (...given) => (isSeen ? wall.landed(...given) : { kind: 'unknown' }),
    };
    const stage = await stageWith(60_000, { cards });
    wall.plan('lost');
    await stage.order();
    await stage.clock.pass(300_000);
    isSeen = true;
    await stage.clock.pass(60_000);
    expect(wall.posted).toHaveLength(1);
    expect(await stage.store.cardBox.open()).toEqual([]);
  });
});

test('a card that could not be looked at when its next try came is taken up by the next round', async () => {
  const store = createMemoryStore({ now: () => 0 });
  let isBroken = false;
  const find: World['cardBox']['find'] = async (key) => {
    if (!isBroken) return store.cardBox.find(key);
    isBroken = false;
    throw new StoreUnavailable('the disk is full in this test');
  };
  const stage = await stageWith(60_000, { ...store, cardBox: { ...store.cardBox, find } });
  await stage.app.recover();
  stage.cards.plan(WHENEVER);
  await stage.order();
  isBroken = true;
  await stage.clock.pass(1_000);
  expect([isBroken, posted(stage)]).toEqual([false, []]);
  await stage.clock.pass(60_000);
  expect(posted(stage)).toEqual([[[50], ALERTS_CHANNEL]]);
});

describe('a card that is refused for good', () => {
  test.each([
    [{ kind: 'closed', detail: 'Missing Access' }, 'Missing Access'],
    [{ kind: 'blocked' }, 'blocked'],
  ] as const)('is on record with the reason, and keeps no later one back', async (refusal, detail) => {
    const stage = await stageWith(60_000);
    stage.cards.plan(refusal);
    await stage.order();
    await stage.clock.settle();
    expect(await stage.store.cardBox.newest('300000000000000001')).toMatchObject({ status: 'failed', detail });
    expect(stage.warnings).toContain('a card could not be posted');
    await stage.order();
    await stage.clock.settle();
    expect(posted(stage)).toEqual([[[80, 100], ALERTS_CHANNEL]]);
  });

  test('when it was already waiting ends its request, and the requester is told', async () => {
    const stage = await stageWith(20_000);
    await stage.app.recover();
    stage.cards.plan(WHENEVER, { kind: 'closed', detail: 'Missing Access' });
    const id = await askOn(stage);
    expect(stage.cards.told).toEqual([]);
    await stage.clock.pass(5_000);
    expect(await stage.store.approvals.find(id)).toMatchObject({ state: 'failed' });
    expect(stage.cards.told).toMatchObject([{ id, state: 'failed' }]);
  });

  test('when a restart came in between ends its request, and the requester is told', async () => {
    const stage = await stageWith(20_000);
    stage.cards.plan({ kind: 'delayed', retryAfterMs: 1_000_000 }, { kind: 'closed', detail: 'Missing Access' });
    const id = await askOn(stage);
    await stage.app.engine.stop();
    const next = await restarted(stage);
    await next.clock.pass(5_000);
    expect(stage.cards.told).toMatchObject([{ id, state: 'failed' }]);
    expect(stage.cards.posted).toEqual([]);
  });
});

describe('a card about which there is nothing to say any more', () => {
  test('is not posted: alerts were switched off before its turn', async () => {
    const stage = await stageWith(60_000);
    stage.cards.plan({ kind: 'delayed', retryAfterMs: 10_000 });
    await stage.order();
    await stage.order();
    arranged(await stage.app.budget.alerts(stage.moderator(), 'off', null));
    await stage.clock.pass(60_000);
    // The first one was begun while somebody wanted it.
    expect(posted(stage)).toEqual([[[50], ALERTS_CHANNEL]]);
    expect(await stage.store.cardBox.newest('300000000000000001')).toMatchObject({
      status: 'failed',
      detail: 'alerts are off',
    });
  });

  test('is not posted: its request was decided before it could be', async () => {
    const stage = await stageWith(20_000);
    stage.cards.plan({ kind: 'delayed', retryAfterMs: 10_000 });
    const id = await askOn(stage);
    arranged(await stage.app.approvals.deny(stage.moderator(), id, null));
    await stage.clock.pass(60_000);
    expect(stage.cards.posted).toEqual([]);
    expect(await stage.store.cardBox.open()).toEqual([]);
    expect(stage.cards.told).toMatchObject([{ id, state: 'denied' }]);
  });
});

test('a card that another process begins first is left to it', async () => {
  const store = createMemoryStore({ now: () => 0 });
  let isOthers = true;
  const begin: World['cardBox']['begin'] = async (...given) => {
    const isBegun = await store.cardBox.begin(...given);
    if (!isOthers) return isBegun;
    isOthers = false;
    return false;
  };
  const stage = await stageWith(60_000, { ...store, cardBox: { ...store.cardBox, begin } });
  await stage.order();
  expect(posted(stage)).toEqual([]);
  // Whether the other one posted it is looked for; it did not.
  await stage.clock.pass(1_000);
  expect(posted(stage)).toEqual([[[50], ALERTS_CHANNEL]]);
});

test('the alerts of one server keep no card of another one back, nor a request of the same', async () => {
  const stage = await stageWith(60_000);
  stage.cards.plan({ kind: 'delayed', retryAfterMs: 100_000 });
  await stage.order();
  const elsewhere = {
    place: { guildId: '300000000000000002', channelId: OTHER_CHANNEL },
    wallet: { scope: 'guild', id: '300000000000000002' },
  } as const;
  arranged(await stage.app.budget.set(stage.moderator(elsewhere), { cap: 30_000 }, null));
  arranged(await stage.app.budget.alerts(stage.moderator(elsewhere), { channelId: OTHER_CHANNEL }, null));
  await stage.order(stage.member(elsewhere));
  await askOn(stage, { count: 4 });
  expect(posted(stage)).toEqual([
    [[50, 80, 100], OTHER_CHANNEL],
    ['approval', ALERTS_CHANNEL],
  ]);
});
