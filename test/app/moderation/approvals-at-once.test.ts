import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { usedOf } from '../../../src/core/money/budget.ts';
import { periodAt } from '../../../src/core/money/period.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/open-store.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { askOn, stageWith } from './approval-stage.ts';

const GUILD = '300000000000000001';
const EACH = 30_000;
const CAN_ATTACH = { appPermissions: 2n ** 50n - 1n };

let store: Store;
beforeEach(async () => {
  store = await openStore('sqlite::memory:');
});
afterEach(async () => store.close());

/** Requests of as many members, each refused by the server's budget and put before the moderators. */
async function askedBy(stage: MoneyStage, members: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < members; n += 1) {
    const userId = `1000000000000001${String(n).padStart(2, '0')}`;
    const request = { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 };
    const refused = await stage.app.generate(stage.member({ userId, ...CAN_ATTACH }), {
      verb: 'create',
      parent: null,
      request,
      count: 1,
      isPrivate: false,
      isSpoiler: false,
    });
    if (refused === 'duplicate' || !('refused' in refused) || refused.askId === undefined)
      throw new Error('It was to be refused with an offer.');
    expect(await stage.app.approvals.ask(stage.member({ userId }), refused.askId)).toEqual({ asked: true });
    ids.push(refused.askId);
  }
  return ids;
}

async function booksOf(stage: MoneyStage): Promise<{ cap: number; used: number }> {
  const view = await stage.app.budget.show(stage.moderator());
  if ('refused' in view) throw new Error('Moderators may look.');
  const { key } = periodAt(NO_RULES.period, stage.clock.now());
  return { cap: view.state.cap, used: usedOf(await store.budgets.balance('guild', GUILD, key)) };
}

describe.each([false, true])('many cards approved at the same moment (for good: %s)', (isRaise) => {
  test.each([2, 3, 4, 8, 50])(
    '%i of them by two moderators each: all run, once, and the budget is what they took',
    async (count) => {
      const stage = await stageWith(20_000, { ...store, maxInFlight: 100 });
      const ids = await askedBy(stage, count);
      const presses = ids.flatMap((id) =>
        ['100000000000000008', '100000000000000009'].map(async (userId) =>
          stage.app.approvals.approve(stage.moderator({ userId }), id, isRaise),
        ),
      );
      const outcomes = await Promise.all(presses);
      await stage.clock.settle();

      expect(outcomes.filter((outcome) => 'approval' in outcome)).toHaveLength(count);
      expect(
        outcomes.filter((outcome) => 'refused' in outcome && outcome.refused.kind === 'approval-ended'),
      ).toHaveLength(count);
      expect(await booksOf(stage)).toEqual({ cap: count * EACH, used: count * EACH });
      for (const id of ids)
        expect((await store.ledger.entries(id)).filter(({ kind }) => kind === 'hold')).toHaveLength(1);
      await stage.app.engine.stop();
    },
  );

  test('with requests that nobody approved and a moderator who sets the budget in between, no cent is overspent, and nobody is told of a conflict', async () => {
    const stage = await stageWith(20_000, { ...store, maxInFlight: 100 });
    const ids = await askedBy(stage, 12);
    const request = { ...REQUEST_DEFAULTS, prompt: 'a stranger', seed: 7 };
    const stranger = async (n: number) =>
      stage.app.generate(stage.member({ userId: `1000000000000002${String(n).padStart(2, '0')}`, ...CAN_ATTACH }), {
        verb: 'create',
        parent: null,
        request,
        count: 1,
        isPrivate: false,
        isSpoiler: false,
      });
    const outcomes = await Promise.all(
      ids.flatMap((id, n): Promise<object | 'duplicate'>[] => [
        stage.app.approvals.approve(stage.moderator(), id, isRaise),
        stranger(n),
        stage.app.budget.set(stage.moderator({ userId: '100000000000000008' }), { cap: 20_000 + n }, null),
      ]),
    );
    await stage.clock.settle();

    expect(JSON.stringify(outcomes)).not.toContain('rules-changed-meanwhile');
    const { used } = await booksOf(stage);
    const approved = (await Promise.all(ids.map(async (id) => store.journal.find(id)))).filter(
      (one) => one !== undefined,
    );
    // The cap that the moderator set lets no picture through: whatever runs was approved.
    expect(used).toBe(approved.length * EACH);
    await stage.app.engine.stop();
  });
});

test('a request that is refused at last has raised nothing that somebody else could spend meanwhile', async () => {
  let between: (() => Promise<void>) | undefined;
  const rulebook = {
    ...store.rulebook,
    change: (async (...args) => {
      const isChanged = await store.rulebook.change(...args);
      await between?.();
      return isChanged;
    }) satisfies Store['rulebook']['change'],
  };
  const stage = await stageWith(20_000, { ...store, rulebook });
  const id = await askOn(stage);
  await stage.app.budget.set(stage.moderator(), { cap: 50_000 }, null);
  await stage.app.budget.limit(stage.moderator(), { kind: 'member', id: stage.member().userId }, { atOnce: 1 }, null);
  await stage.order();
  let stranger: unknown = 'nothing came in between';
  between = async () => {
    stranger = await stage.order(stage.member({ userId: '100000000000000055', ...CAN_ATTACH }));
  };
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toMatchObject({
    refused: { kind: 'too-many-at-once' },
  });
  expect(stranger).toBe('nothing came in between');
  expect(await booksOf(stage)).toEqual({ cap: 50_000, used: EACH });
  await stage.app.engine.stop();
});
