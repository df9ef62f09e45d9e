import { describe, expect, test } from 'vitest';

import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { arranged } from '../../arranged.ts';
import { ALERTS_CHANNEL, stageWith } from '../moderation/approval-stage.ts';
import { setMoneyStage } from './money-stage.ts';
import type { MoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';
const [MEMBER, MODERATOR] = ['100000000000000001', '100000000000000009'];
const [ROLE, OTHER_ROLE] = ['500000000000000001', '500000000000000002'];
const CHANNEL = '400000000000000003';
const HOUR = 3_600_000;
const OUTSIDE = { place: { guildId: null, channelId: CHANNEL }, wallet: { scope: 'direct', id: GUILD } } as const;

type Doing = (stage: MoneyStage, visitor: Visitor) => Promise<object>;

/** Everything that `/krea-budget` does, and the line of the audit that it leaves: none for what only looks. */
const DOINGS: [string, Doing, object | null][] = [
  ['show', async ({ app }, visitor) => app.budget.show(visitor), null],
  ['explain', async ({ app }, visitor) => app.budget.explain(visitor, { userId: MEMBER, roleIds: [] }), null],
  [
    'set',
    async ({ app }, visitor) => app.budget.set(visitor, { cap: 1_000_000 }, 'why'),
    { action: 'set', targetId: null, reason: 'why' },
  ],
  [
    'limit everyone',
    async ({ app }, visitor) => app.budget.limit(visitor, { kind: 'everyone' }, { maxCount: 1 }, 'why'),
    { action: 'everyone', targetId: null, reason: 'why' },
  ],
  [
    'limit a role',
    async ({ app }, visitor) => app.budget.limit(visitor, { kind: 'role', id: ROLE }, { maxCount: 1 }, 'why'),
    { action: 'role', targetId: ROLE, reason: 'why' },
  ],
  [
    'limit a member',
    async ({ app }, visitor) => app.budget.limit(visitor, { kind: 'member', id: MEMBER }, { maxCount: 1 }, 'why'),
    { action: 'member', targetId: MEMBER, reason: 'why' },
  ],
  [
    'grant',
    async ({ app, clock }, visitor) => app.budget.grant(visitor, 1, clock.now() + HOUR, 'why'),
    { action: 'grant', targetId: null, reason: 'why' },
  ],
  [
    'pause',
    async ({ app }, visitor) => app.budget.pause(visitor, true, 'why'),
    { action: 'pause', targetId: null, reason: 'why' },
  ],
  [
    'allow a channel',
    async ({ app }, visitor) => app.budget.channel(visitor, { channelId: CHANNEL, isAllowed: true }),
    { action: 'allow channel', targetId: CHANNEL, reason: null },
  ],
  [
    'alerts',
    async ({ app }, visitor) => app.budget.alerts(visitor, { channelId: ALERTS_CHANNEL }, 'why'),
    { action: 'alerts', targetId: null, reason: 'why' },
  ],
  [
    'moderators',
    async ({ app }, visitor) => app.budget.moderators(visitor, ROLE),
    { action: 'moderators', targetId: ROLE, reason: null },
  ],
];

describe.each(DOINGS)('%s', (name, act, line) => {
  test('is for moderators, in servers, and refused to everybody else without a trace', async () => {
    const stage = setMoneyStage();
    const kind = name === 'moderators' ? 'manage-server-only' : 'not-a-moderator';
    expect(await act(stage, stage.member())).toEqual({ refused: { kind } });
    expect(await act(stage, stage.moderator(OUTSIDE))).toEqual({ refused: { kind: 'server-only' } });
    expect(await act(stage, stage.member(OUTSIDE))).toEqual({ refused: { kind: 'server-only' } });
    expect(await stage.store.rulebook.audit(GUILD, 9)).toEqual([]);
  });

  test('leaves a line in the audit that says who did what to whom, if it changes anything', async () => {
    const stage = setMoneyStage();
    arranged(await act(stage, stage.moderator()));
    expect(await stage.store.rulebook.audit(GUILD, 9)).toMatchObject(
      line === null ? [] : [{ actorId: MODERATOR, ...line }],
    );
  });
});

test.each(DOINGS.filter(([name]) => name !== 'moderators'))(
  '%s is also for whoever has the role that those with Manage Server named',
  async (_, act) => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.moderators(stage.moderator(), ROLE));
    expect(await act(stage, stage.member({ roleIds: [ROLE] }))).not.toHaveProperty('refused');
    expect(await act(stage, stage.member({ roleIds: [OTHER_ROLE] }))).toEqual({ refused: { kind: 'not-a-moderator' } });
  },
);

test('who moderates is not decided by whoever does so by a role', async () => {
  const stage = setMoneyStage();
  arranged(await stage.app.budget.moderators(stage.moderator(), ROLE));
  for (const roleId of [OTHER_ROLE, null]) {
    expect(await stage.app.budget.moderators(stage.member({ roleIds: [ROLE] }), roleId)).toEqual({
      refused: { kind: 'manage-server-only' },
    });
  }
  expect(await stage.app.budget.moderators(stage.moderator(), null)).toEqual({ roleId: null, isChanged: true });
  expect(await stage.app.budget.pause(stage.member({ roleIds: [ROLE] }), true, null)).toEqual({
    refused: { kind: 'not-a-moderator' },
  });
});

describe('the budget', () => {
  test('is shown with what is spent and held, its pace, and nothing that could not be posted', async () => {
    const stage = await stageWith(60_000);
    await stage.order(undefined, 2);
    stage.api.complete('job-1');
    await stage.clock.pass(5_000);
    expect(await stage.app.budget.show(stage.moderator())).toMatchObject({
      state: { cap: 60_000, balance: { spent: 30_000, held: 30_000 } },
      rules: { cap: 60_000, alerts: { channelId: ALERTS_CHANNEL } },
      forecast: { perDay: expect.any(Number) },
      undelivered: null,
      ceiling: undefined,
    });
  });

  test('tells of the newest alert when it could not be posted, until one was', async () => {
    const stage = await stageWith(120_000);
    stage.cards.plan({ kind: 'closed', detail: 'Missing Access' });
    await stage.order(undefined, 2);
    await stage.clock.settle();
    const at = stage.clock.now();
    expect(await stage.app.budget.show(stage.moderator())).toMatchObject({
      undelivered: { at, channelId: ALERTS_CHANNEL, detail: 'Missing Access' },
    });
    await stage.clock.pass(5_000);
    await stage.order(undefined, 2);
    await stage.clock.settle();
    expect(await stage.app.budget.show(stage.moderator())).toMatchObject({ undelivered: null });
  });

  test('that never starts again has the pace of all that was ever spent', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.set(stage.moderator(), { period: { kind: 'none' } }, null));
    await stage.order();
    stage.api.complete('job-1');
    await stage.clock.pass(24 * HOUR);
    await stage.clock.pass(24 * HOUR);
    const view = arranged(await stage.app.budget.show(stage.moderator()));
    expect(view.state).toMatchObject({ period: { endsAt: null }, balance: { spent: 30_000 } });
    // One picture in two days.
    expect(view.forecast.perDay).toBe(15_000);
  });

  test('is set with its amounts before and after, without what was granted for a while', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.grant(stage.moderator(), 1_000_000, stage.clock.now() + HOUR, null));
    expect(
      await stage.app.budget.set(stage.moderator(), { cap: 2_000_000, period: { kind: 'week' } }, null),
    ).toMatchObject({
      before: { cap: 5_000_000, period: { kind: 'month' } },
      after: { cap: 2_000_000, period: { kind: 'week' } },
      state: { cap: 3_000_000 },
    });
  });

  test('that is left out stays, whatever else is set', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 2_000_000 }, null));
    expect(await stage.app.budget.set(stage.moderator(), { period: { resetDay: 15 } }, null)).toMatchObject({
      before: { cap: 2_000_000 },
      after: { cap: 2_000_000, period: { kind: 'month', resetDay: 15 } },
    });
    expect(
      await stage.app.budget.set(stage.moderator(), { period: { kind: 'day', resetDay: 32 } }, null),
    ).toMatchObject({ refused: { kind: 'invalid-option', option: 'reset_day' } });
  });
});

describe('a raise for a while', () => {
  test('counts until it ends, and is heard of no longer from then on', async () => {
    const stage = setMoneyStage();
    const until = stage.clock.now() + HOUR;
    expect(await stage.app.budget.grant(stage.moderator(), 1_000_000, until, null)).toMatchObject({
      state: { cap: 6_000_000 },
      rules: { grants: [{ amount: 1_000_000, until }] },
      isChanged: true,
    });
    await stage.clock.pass(HOUR - 1);
    expect(await stage.app.budget.show(stage.moderator())).toMatchObject({
      state: { cap: 6_000_000 },
      rules: { grants: [{ until }] },
    });
    await stage.clock.pass(1);
    expect(await stage.app.budget.show(stage.moderator())).toMatchObject({
      state: { cap: 5_000_000 },
      rules: { grants: [] },
    });
    expect(await stage.app.budget.explain(stage.moderator(), { userId: MEMBER, roleIds: [] })).toMatchObject({
      server: { cap: 5_000_000 },
      rules: { grants: [] },
    });
  });

  test('goes up to the operator’s ceiling exactly, and is refused whole when it would go beyond', async () => {
    const stage = setMoneyStage();
    const until = stage.clock.now() + HOUR;
    expect(await stage.app.budget.grant(stage.moderator(), 95_000_001, until, null)).toEqual({
      refused: { kind: 'above-ceiling', ceiling: 100_000_000 },
    });
    expect(await stage.app.budget.grant(stage.moderator(), 95_000_000, until, null)).toMatchObject({
      state: { cap: 100_000_000 },
    });
    expect(await stage.app.budget.grant(stage.moderator(), 1, until, null)).toEqual({
      refused: { kind: 'above-ceiling', ceiling: 100_000_000 },
    });
  });
});

describe('limits', () => {
  test('are set one by one, stay beside each other, and are cleared together', async () => {
    const stage = setMoneyStage();
    for (const target of [{ kind: 'everyone' }, { kind: 'role', id: ROLE }, { kind: 'member', id: MEMBER }] as const) {
      expect(await stage.app.budget.limit(stage.moderator(), target, { cap: 90_000 }, null)).toEqual({
        after: { cap: 90_000 },
        isChanged: true,
      });
      expect(await stage.app.budget.limit(stage.moderator(), target, { maxCount: 2 }, null)).toEqual({
        after: { cap: 90_000, maxCount: 2 },
        isChanged: true,
      });
      expect(await stage.app.budget.limit(stage.moderator(), target, 'clear', null)).toEqual({
        after: {},
        isChanged: true,
      });
    }
    expect(await stage.store.rulebook.read(GUILD)).toMatchObject({ rules: { everyone: {}, roles: {}, members: {} } });
  });

  test('are explained with the rule that set each, and with what the member has used', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { maxCount: 2 }, null));
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'role', id: ROLE }, { cap: 90_000 }, null));
    await stage.order();
    await stage.order(stage.member({ userId: '100000000000000002' }));
    expect(await stage.app.budget.explain(stage.moderator(), { userId: MEMBER, roleIds: [ROLE] })).toMatchObject({
      limits: {
        cap: { value: 90_000, source: { kind: 'role', roleId: ROLE } },
        maxCount: { value: 2, source: { kind: 'everyone' } },
      },
      server: { cap: 5_000_000, balance: { held: 60_000 } },
      used: { held: 30_000 },
    });
  });
});

describe('channels', () => {
  test('are put on the list, taken off it, and forgotten together, each by its own name in the audit', async () => {
    const stage = setMoneyStage();
    const change = async (wanted: Parameters<MoneyStage['app']['budget']['channel']>[1]) =>
      stage.app.budget.channel(stage.moderator(), wanted);
    expect(await change({ channelId: CHANNEL, isAllowed: true })).toEqual({ channels: [CHANNEL], isChanged: true });
    expect(await change({ channelId: ALERTS_CHANNEL, isAllowed: true })).toEqual({
      channels: [CHANNEL, ALERTS_CHANNEL],
      isChanged: true,
    });
    expect(await change({ channelId: CHANNEL, isAllowed: false })).toEqual({
      channels: [ALERTS_CHANNEL],
      isChanged: true,
    });
    expect(await change('everywhere')).toEqual({ channels: [], isChanged: true });
    expect((await stage.store.rulebook.audit(GUILD, 9)).map(({ action, targetId }) => [action, targetId])).toEqual([
      ['allow everywhere', null],
      ['remove channel', CHANNEL],
      ['allow channel', ALERTS_CHANNEL],
      ['allow channel', CHANNEL],
    ]);
  });
});

describe('alerts', () => {
  test('begin with the usual shares and the forecast, keep what is left out, and go when they are off', async () => {
    const stage = setMoneyStage();
    const set = async (wanted: Parameters<MoneyStage['app']['budget']['alerts']>[1]) =>
      stage.app.budget.alerts(stage.moderator(), wanted, null);
    expect(await set({ thresholds: [90] })).toMatchObject({ refused: { kind: 'invalid-option', option: 'channel' } });
    expect(await set({ channelId: CHANNEL })).toEqual({
      alerts: { channelId: CHANNEL, roleId: null, thresholds: [50, 80, 100], forecast: true },
      isChanged: true,
    });
    expect(await set({ roleId: ROLE, thresholds: [90], forecast: false })).toMatchObject({
      alerts: { channelId: CHANNEL, roleId: ROLE, thresholds: [90], forecast: false },
    });
    expect(await set({ channelId: ALERTS_CHANNEL })).toMatchObject({
      alerts: { channelId: ALERTS_CHANNEL, roleId: ROLE, thresholds: [90], forecast: false },
    });
    expect(await set('off')).toEqual({ alerts: null, isChanged: true });
  });
});

test('pause and resume are told apart in the audit, and by what comes of a request', async () => {
  const stage = setMoneyStage();
  expect(await stage.app.budget.pause(stage.moderator(), true, null)).toMatchObject({
    rules: { isPaused: true },
    isChanged: true,
  });
  await expect(stage.order()).rejects.toThrow('not taken');
  expect(await stage.app.budget.pause(stage.moderator(), false, null)).toMatchObject({
    rules: { isPaused: false },
    isChanged: true,
  });
  await stage.order();
  expect(await stage.store.rulebook.auditActions(GUILD)).toEqual(['pause', 'resume']);
});
