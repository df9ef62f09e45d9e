import { expect, test } from 'vitest';

import type { Ceilings } from '../../../src/core/money/budget.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { stageWith } from './approval-stage.ts';

const SECOND = '100000000000000008';

/** An alert of a server whose budget is used up. */
async function alerted(cap = 30_000, ceilings?: Ceilings): Promise<MoneyStage & { id: string }> {
  const stage = await stageWith(cap, ceilings && { ceilings });
  return { ...stage, id: await stage.order() };
}

const capOf = async ({ app, moderator }: MoneyStage): Promise<unknown> => {
  const view = await app.budget.show(moderator());
  return 'refused' in view ? view : view.state.cap;
};

test('two moderators who raise from the same alert at the same moment raise once, and the second learns who was faster', async () => {
  const stage = await alerted();
  const presses = [stage.moderator(), stage.moderator({ userId: SECOND })].map(async (visitor) =>
    stage.app.alerts(visitor, stage.id, 'raise', 30_000),
  );
  expect(await Promise.all(presses)).toEqual([
    { done: true },
    { refused: { kind: 'done-already', what: 'raise', by: '100000000000000009' } },
  ]);
  expect(await capOf(stage)).toBe(1_030_000);
  await stage.clock.settle();
  expect(stage.cards.edited.at(-1)).toMatchObject({
    done: [{ by: '100000000000000009', what: { kind: 'raised', from: 30_000, to: 1_030_000 } }],
    now: { cap: 1_030_000 },
  });
  expect(await stage.store.cardBox.behind()).toEqual([]);
});

test('the limit of members is lowered once from one alert, and everything is paused once', async () => {
  const stage = await alerted();
  for (const action of ['lower', 'pause'] as const) {
    expect(await stage.app.alerts(stage.moderator(), stage.id, action)).toEqual({ done: true });
    expect(await stage.app.alerts(stage.moderator({ userId: SECOND }), stage.id, action)).toEqual({
      refused: { kind: 'done-already', what: action, by: '100000000000000009' },
    });
    await stage.clock.pass(1_000);
  }
  expect(stage.cards.edited.at(-1)).toMatchObject({
    isPaused: true,
    memberCap: 3_000,
    done: [{ what: { kind: 'lowered', cap: 3_000 } }, { what: { kind: 'paused' } }],
  });
});

test('what was resumed can be paused from the same alert again', async () => {
  const stage = await alerted();
  arranged(await stage.app.alerts(stage.moderator(), stage.id, 'pause'));
  arranged(await stage.app.budget.pause(stage.moderator(), false, null));
  expect(await stage.app.alerts(stage.moderator(), stage.id, 'pause')).toEqual({ done: true });
});

test.each([
  ['raise', 30_000],
  ['lower', 3_000],
] as const)('%s is not carried out on amounts that have changed since they were shown', async (action, shown) => {
  const stage = await alerted();
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 5_000_000 }, null));
  expect(await stage.app.alerts(stage.moderator(), stage.id, action, shown)).toEqual({
    refused: { kind: 'card-outdated' },
  });
  await stage.clock.settle();
  expect(stage.cards.edited.at(-1)).toMatchObject({ now: { cap: 5_000_000 }, done: [] });
});

test('a press that a crash kept from being shown is shown at the next start', async () => {
  const stage = await alerted();
  await stage.app.engine.stop();
  arranged(await stage.app.alerts(stage.moderator(), stage.id, 'raise'));
  expect(stage.cards.edited).toEqual([]);

  const next = setMoneyStage({ ...stage.store, cards: stage.cards });
  await next.app.recover();
  await next.clock.settle();
  expect(stage.cards.edited).toMatchObject([{ done: [{ what: { kind: 'raised' } }] }]);
});

test.each([
  ['a member', (stage: MoneyStage) => stage.member(), 'not-a-moderator'],
  [
    'a moderator of another server',
    ({ moderator }: MoneyStage) => moderator({ wallet: { scope: 'guild', id: '300000000000000002' } }),
    'unknown-control',
  ],
  [
    'a moderator outside of servers',
    ({ moderator }: MoneyStage) => moderator({ wallet: { scope: 'direct', id: '300000000000000001' } }),
    'unknown-control',
  ],
])('%s can do nothing from an alert', async (_, who, kind) => {
  const stage = await alerted();
  for (const action of ['raise', 'lower', 'pause'] as const)
    expect(await stage.app.alerts(who(stage), stage.id, action)).toEqual({ refused: { kind } });
  expect(await capOf(stage)).toBe(30_000);
  expect((await stage.store.rulebook.read('300000000000000001')).rules).toMatchObject({
    isPaused: false,
    everyone: {},
  });
});

test('there is nothing to do from an alert that is none', async () => {
  const stage = await alerted();
  expect(await stage.app.alerts(stage.moderator(), '200000000000009999', 'raise')).toEqual({
    refused: { kind: 'unknown-control' },
  });
});

test('every press is in the audit as from that alert', async () => {
  const stage = await alerted();
  for (const action of ['lower', 'raise', 'pause'] as const)
    arranged(await stage.app.alerts(stage.moderator(), stage.id, action));
  const lines = await stage.store.rulebook.audit('300000000000000001', 3);
  expect(lines.map(({ action }) => action)).toEqual(['pause', 'raise', 'everyone']);
  expect(lines).toMatchObject(
    lines.map(() => ({ actorId: '100000000000000009', targetId: stage.id, reason: 'from an alert' })),
  );
});

test('a raise ends at the operator’s ceiling: one step more is refused, and changes nothing', async () => {
  const ceilings = {
    defaultGuild: 30_000,
    maxGuild: 1_029_999,
    perGuild: new Map<string, number>(),
    total: 250_000_000,
    direct: 0,
  };
  const [below, enough] = [
    await alerted(30_000, ceilings),
    await alerted(30_000, { ...ceilings, maxGuild: 1_030_000 }),
  ];
  expect(await below.app.alerts(below.moderator(), below.id, 'raise', 30_000)).toEqual({
    refused: { kind: 'above-ceiling', ceiling: 1_029_999 },
  });
  expect(await capOf(below)).toBe(30_000);
  expect(await enough.app.alerts(enough.moderator(), enough.id, 'raise', 30_000)).toEqual({ done: true });
  expect(await capOf(enough)).toBe(1_030_000);
});

test('a raise starts from the budget itself: what was granted for a while is not made lasting', async () => {
  const stage = await alerted();
  arranged(await stage.app.budget.grant(stage.moderator(), 500_000, stage.clock.now() + 3_600_000, null));
  expect(await stage.app.alerts(stage.moderator(), stage.id, 'raise', 530_000)).toEqual({ done: true });
  expect((await stage.store.rulebook.read('300000000000000001')).rules.cap).toBe(1_030_000);
});

test('lowering leaves everyone’s other limits, and halves the amount that there is', async () => {
  const stage = await alerted();
  arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { cap: 500_000, maxCount: 2 }, null));
  expect(await stage.app.alerts(stage.moderator(), stage.id, 'lower', 250_000)).toEqual({ done: true });
  expect((await stage.store.rulebook.read('300000000000000001')).rules.everyone).toEqual({ cap: 250_000, maxCount: 2 });
});

test('whoever pauses from an alert what is paused already reads who did it', async () => {
  const stage = await alerted();
  arranged(await stage.app.budget.pause(stage.moderator({ userId: SECOND }), true, null));
  expect(await stage.app.alerts(stage.moderator(), stage.id, 'pause')).toEqual({
    refused: { kind: 'done-already', what: 'pause', by: SECOND },
  });
});

test('what is paused already is not paused again, also where nobody is on record who did it', async () => {
  const stage = await alerted();
  const { rules, version } = await stage.store.rulebook.read('300000000000000001');
  const actor = { userId: SECOND, interactionId: '900000000000000001' };
  arranged(
    await stage.store.rulebook.change(
      '300000000000000001',
      version,
      { ...rules, isPaused: true },
      { actor, action: 'set', targetId: null, reason: null },
      stage.clock.now(),
    ),
  );
  expect(await stage.app.alerts(stage.moderator(), stage.id, 'pause')).toEqual({
    refused: { kind: 'done-already', what: 'pause', by: null },
  });
});
