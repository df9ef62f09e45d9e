import { expect, test } from 'vitest';

import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import { describeAudit } from '../../../src/wording/en/budget/audit.ts';
import { describeBudget } from '../../../src/wording/en/budget/budget.ts';
import { arranged } from '../../arranged.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { ALERTS_CHANNEL, askOn, stageWith } from '../moderation/approval-stage.ts';
import { setMoneyStage } from './money-stage.ts';
import type { MoneyStage } from './money-stage.ts';

const capOf = async ({ app, moderator }: MoneyStage): Promise<unknown> => {
  const view = await app.budget.show(moderator());
  return 'refused' in view ? view : view.state.cap;
};

const named = (n: number): string => String(10n ** 17n + BigInt(n));
/** Limits of their own for one less than may have some. */
const crowd = (most: number): Rules['members'] =>
  Object.fromEntries(Array.from({ length: most - 1 }, (_, n) => [named(n), { maxCount: 1 }]));
const channel = (count: number): string => `4000000000000${String(count).padStart(5, '0')}`;

test('approve and raise goes on however many requests are approved in one period, and show and log stay readable', async () => {
  const stage = await stageWith(0);
  for (let count = 1; count <= 60; count += 1) {
    expect(await stage.app.approvals.approve(stage.moderator(), await askOn(stage), true)).toMatchObject({
      approval: { state: 'approved' },
    });
    await stage.clock.pass(1_000);
  }
  expect(await capOf(stage)).toBe(60 * 30_000);
  const [view, log] = [
    await stage.app.budget.show(stage.moderator()),
    await stage.app.auditLog.page(stage.moderator(), 1, {}),
  ];
  if ('refused' in view || 'refused' in log) throw new Error('Moderators may look.');
  expect(describeBudget(view).length).toBeLessThan(2_000);
  expect(describeAudit(log)).toContain('$1.77 → $1.80');
});

test('the two-hundred-and-first raise and the hundred-and-first channel are refused in words, and change nothing', async () => {
  const stage = setMoneyStage();
  for (let count = 1; count <= 200; count += 1)
    await stage.app.budget.grant(stage.moderator(), 1, stage.clock.now() + 1_000_000 + count, null);
  expect(await stage.app.budget.grant(stage.moderator(), 1, stage.clock.now() + 9_999_999, null)).toMatchObject({
    refused: { kind: 'invalid-option' },
  });
  expect(await capOf(stage)).toBe(5_000_200);
  const view = await stage.app.budget.show(stage.moderator());
  expect('refused' in view ? '' : describeBudget(view)).toMatch(/^.{1,2000}$/s);

  for (let count = 1; count <= 100; count += 1)
    await stage.app.budget.channel(stage.moderator(), { channelId: channel(count), isAllowed: true });
  expect(await stage.app.budget.channel(stage.moderator(), { channelId: channel(101), isAllowed: true })).toMatchObject(
    { refused: { kind: 'invalid-option' } },
  );
  expect(await stage.app.budget.channel(stage.moderator(), { channelId: channel(100), isAllowed: true })).toMatchObject(
    { channels: { length: 100 } },
  );
});

test.each([
  [
    'another limit',
    async ({ app, moderator }: MoneyStage) =>
      app.budget.limit(moderator(), { kind: 'everyone' }, { maxPrice: 1 }, null),
    'card-outdated',
  ],
  [
    'a shut channel',
    async ({ app, moderator }: MoneyStage) =>
      app.budget.channel(moderator(), { channelId: ALERTS_CHANNEL, isAllowed: true }),
    'wrong-channel',
  ],
  ['a pause', async ({ app, moderator }: MoneyStage) => app.budget.pause(moderator(), true, null), 'paused'],
])('nothing is raised for a request that %s stands against', async (_, change, kind) => {
  const stage = await stageWith(0);
  const id = await askOn(stage);
  await change(stage);
  expect(await stage.app.approvals.approve(stage.moderator(), id, true)).toMatchObject({ refused: { kind } });
  expect(await capOf(stage)).toBe(0);
});

test.each(['month', 'none'] as const)(
  'nothing is raised for a request that the ledger refuses, also with period %s, and the request can be approved later',
  async (kind) => {
    const stage = await stageWith(0);
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 30_000, period: { kind } }, null));
    await stage.order();
    const id = await askOn(stage);
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { atOnce: 1 }, null));
    expect(await stage.app.approvals.approve(stage.moderator(), id, true)).toMatchObject({
      refused: { kind: 'too-many-at-once' },
    });
    expect(await capOf(stage)).toBe(30_000);
    expect((await stage.store.rulebook.audit('300000000000000001', 1))[0]).toMatchObject({ action: 'everyone' });

    stage.api.complete('job-1');
    await stage.clock.pass(60_000);
    expect(await stage.app.approvals.approve(stage.moderator(), id, true)).toMatchObject({
      approval: { state: 'approved' },
    });
    expect(await capOf(stage)).toBe(60_000);
  },
);

test('an approval that could not be written down leaves nothing, and can be pressed again', async () => {
  const store = createMemoryStore();
  let isFailing = true;
  const journal = {
    ...store.journal,
    openApproved: (async (...args) => {
      if (isFailing) throw new Error('the disk is full');
      return store.journal.openApproved(...args);
    }) satisfies typeof store.journal.openApproved,
  };
  const stage = await stageWith(0, { ...store, journal });
  const id = await askOn(stage);
  await expect(stage.app.approvals.approve(stage.moderator(), id, false)).rejects.toThrow('disk');
  expect(await store.approvals.find(id)).toMatchObject({ state: 'asked' });
  expect(await capOf(stage)).toBe(0);
  isFailing = false;
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toMatchObject({
    approval: { state: 'approved' },
  });
  await stage.clock.settle();
  expect(stage.api.submissions).toHaveLength(1);
});

test('the member and the role after the last that may have limits of their own are refused in words; those who have some go on', async () => {
  const stage = setMoneyStage();
  const limit = async (kind: 'member' | 'role', n: number, maxCount: number) =>
    stage.app.budget.limit(stage.moderator(), { kind, id: named(n) }, { maxCount }, null);
  const actor = { userId: '100000000000000009', interactionId: '900000000000000001' };
  const full = { ...NO_RULES, members: crowd(1_000), roles: crowd(250) };
  arranged(
    await stage.store.rulebook.change(
      '300000000000000001',
      0,
      full,
      { actor, action: 'set', targetId: null, reason: null },
      stage.clock.now(),
    ),
  );
  for (const [kind, most] of [
    ['member', 1_000],
    ['role', 250],
  ] as const) {
    expect(await limit(kind, most - 1, 1)).toHaveProperty('isChanged', true);
    expect(await limit(kind, most, 1)).toMatchObject({
      refused: { kind: 'invalid-option', option: 'who', rule: { kind: 'limits-full', of: `${kind}s`, most } },
    });
    expect(await limit(kind, 0, 2)).toHaveProperty('isChanged', true);
    expect(await stage.app.budget.limit(stage.moderator(), { kind, id: named(0) }, 'clear', null)).toHaveProperty(
      'isChanged',
      true,
    );
    expect(await limit(kind, most, 1)).toHaveProperty('isChanged', true);
  }
});
