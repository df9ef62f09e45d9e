import { expect, test } from 'vitest';

import { arranged } from '../arranged.ts';
import { stageWith } from './approval-stage.ts';
import { setMoneyStage } from './money-stage.ts';
import type { MoneyStage } from './money-stage.ts';

const SECOND = '100000000000000008';

/** An alert of a server whose budget is used up. */
async function alerted(cap = 30_000): Promise<MoneyStage & { id: string }> {
  const stage = await stageWith(cap);
  return { ...stage, id: await stage.order() };
}

const capOf = async ({ app, moderator }: MoneyStage): Promise<unknown> => {
  const view = await app.budget.show(moderator());
  return 'refused' in view ? view : view.state.cap;
};

test('two moderators who raise from the same alert at the same moment raise once, and the second learns who was faster', async () => {
  const stage = await alerted();
  const presses = [stage.moderator(), stage.moderator({ userId: SECOND })].map(async (visitor) => stage.app.alerts(visitor, stage.id, 'raise', 30_000));
  expect(await Promise.all(presses)).toEqual([{ done: true }, { refused: { kind: 'done-already', what: 'raise', by: '100000000000000009' } }]);
  expect(await capOf(stage)).toBe(1_030_000);
  await stage.clock.settle();
  expect(stage.cards.edited.at(-1)).toMatchObject({ done: [{ by: '100000000000000009', what: { kind: 'raised', from: 30_000, to: 1_030_000 } }], now: { cap: 1_030_000 } });
  expect(await stage.store.cardBox.behind()).toEqual([]);
});

test('the limit of members is lowered once from one alert, and everything is paused once', async () => {
  const stage = await alerted();
  for (const action of ['lower', 'pause'] as const) {
    expect(await stage.app.alerts(stage.moderator(), stage.id, action)).toEqual({ done: true });
    expect(await stage.app.alerts(stage.moderator({ userId: SECOND }), stage.id, action)).toEqual({ refused: { kind: 'done-already', what: action, by: '100000000000000009' } });
    await stage.clock.pass(1_000);
  }
  expect(stage.cards.edited.at(-1)).toMatchObject({ isPaused: true, memberCap: 3_000, done: [{ what: { kind: 'lowered', cap: 3_000 } }, { what: { kind: 'paused' } }] });
});

test('what was resumed can be paused from the same alert again', async () => {
  const stage = await alerted();
  arranged(await stage.app.alerts(stage.moderator(), stage.id, 'pause'));
  arranged(await stage.app.budget.pause(stage.moderator(), false, null));
  expect(await stage.app.alerts(stage.moderator(), stage.id, 'pause')).toEqual({ done: true });
});

test.each([['raise', 30_000], ['lower', 3_000]] as const)('%s is not carried out on amounts that have changed since they were shown', async (action, shown) => {
  const stage = await alerted();
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 5_000_000 }, null));
  expect(await stage.app.alerts(stage.moderator(), stage.id, action, shown)).toEqual({ refused: { kind: 'card-outdated' } });
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
