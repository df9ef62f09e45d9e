import { describe, expect, test } from 'vitest';

import type { ApprovalDesk } from '../../../src/app/moderation/approval-desk.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { APPROVAL_LIFE_MS, MOST_ASKED } from '../../../src/core/rules/approval.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { arranged } from '../../arranged.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { askOn, stageWith } from './approval-stage.ts';

const MODERATOR = '100000000000000009';
const ELSEWHERE = {
  place: { guildId: '300000000000000002', channelId: '400000000000000001' },
  wallet: { scope: 'guild', id: '300000000000000002' },
} as const;
const OUTSIDE = {
  place: { guildId: null, channelId: '400000000000000009' },
  wallet: { scope: 'direct', id: '300000000000000001' },
} as const;

/** Everything that moderators can do with a request. */
const PRESSES: [string, (desk: ApprovalDesk, visitor: Visitor, id: string) => Promise<object>][] = [
  ['look at it', async (desk, visitor, id) => desk.check(visitor, id)],
  ['approve it', async (desk, visitor, id) => desk.approve(visitor, id, false)],
  ['approve it for good', async (desk, visitor, id) => desk.approve(visitor, id, true)],
  ['deny it', async (desk, visitor, id) => desk.deny(visitor, id, null)],
];

/** A refused request that can be asked for; returns its id. */
async function refused({ app, member }: MoneyStage): Promise<string> {
  const outcome = await app.generate(member({ appPermissions: 2n ** 50n - 1n }), {
    verb: 'create',
    parent: null,
    request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 },
    count: 1,
    isPrivate: false,
    isSpoiler: false,
  });
  if (outcome === 'duplicate' || !('refused' in outcome) || outcome.askId === undefined)
    throw new Error('It was to be refused with an offer.');
  return outcome.askId;
}

describe('a request can be asked for', () => {
  test('once, by its requester, where it was refused', async () => {
    const stage = await stageWith(20_000);
    const id = await refused(stage);
    for (const visitor of [stage.member({ userId: MODERATOR }), stage.member(ELSEWHERE), stage.member(OUTSIDE)]) {
      expect(await stage.app.approvals.ask(visitor, id)).toEqual({ refused: { kind: 'unknown-control' } });
    }
    expect(await stage.app.approvals.ask(stage.member(), id)).toEqual({ asked: true });
    expect(await stage.app.approvals.ask(stage.member(), id)).toEqual({ refused: { kind: 'already-asked' } });
    expect(stage.cards.posted).toHaveLength(1);
    expect(await stage.store.approvals.find(id)).toMatchObject({
      state: 'asked',
      askedAt: stage.clock.now(),
      expiresAt: stage.clock.now() + APPROVAL_LIFE_MS,
    });
  });

  test('until a day is over', async () => {
    const stage = await stageWith(20_000);
    const id = await refused(stage);
    await stage.clock.pass(APPROVAL_LIFE_MS);
    expect(await stage.app.approvals.ask(stage.member(), id)).toEqual({ refused: { kind: 'offer-ended' } });
  });

  test('while not too many of the same member’s wait', async () => {
    const stage = await stageWith(20_000);
    for (let count = 1; count <= MOST_ASKED; count += 1) await askOn(stage);
    expect(await stage.app.approvals.ask(stage.member(), await refused(stage))).toEqual({
      refused: { kind: 'too-many-asked', most: MOST_ASKED },
    });
  });

  test('while moderators want to hear of it', async () => {
    const stage = await stageWith(20_000);
    const id = await refused(stage);
    arranged(await stage.app.budget.alerts(stage.moderator(), 'off', null));
    expect(await stage.app.approvals.ask(stage.member(), id)).toEqual({ refused: { kind: 'no-alert-channel' } });
    expect(await stage.store.approvals.find(id)).toBeUndefined();
  });

  test('not when its card is refused for good: it ends, and whoever asked reads it at once and not again', async () => {
    const stage = await stageWith(20_000);
    await stage.app.recover();
    const id = await refused(stage);
    stage.cards.plan({ kind: 'closed', detail: 'Missing Access' });
    expect(await stage.app.approvals.ask(stage.member(), id)).toEqual({ refused: { kind: 'no-alert-channel' } });
    await stage.clock.pass(180_000);
    expect(await stage.store.approvals.find(id)).toMatchObject({ state: 'failed', told: 'answer' });
    expect(stage.cards.told).toEqual([]);
    // It takes none of the places of those that wait.
    for (let count = 1; count <= MOST_ASKED; count += 1) await askOn(stage);
  });

  test('also when its card can be posted only later', async () => {
    const stage = await stageWith(20_000);
    stage.cards.plan({ kind: 'delayed', retryAfterMs: 60_000 });
    const id = await askOn(stage);
    expect(stage.cards.posted).toEqual([]);
    await stage.clock.pass(61_000);
    expect(stage.cards.posted).toMatchObject([{ card: { approval: { id, state: 'asked' } } }]);
  });
});

describe.each(PRESSES)('to %s', (_, press) => {
  test.each<[string, (stage: MoneyStage) => Visitor, string]>([
    ['takes a moderator', ({ member }) => member({ userId: MODERATOR }), 'not-a-moderator'],
    ['takes one of that server', ({ moderator }) => moderator(ELSEWHERE), 'unknown-control'],
    ['takes the server itself', ({ moderator }) => moderator(OUTSIDE), 'unknown-control'],
    [
      'takes somebody else than its requester',
      ({ moderator, member }) => moderator({ userId: member().userId }),
      'own-request',
    ],
  ])('%s', async (_what, who, kind) => {
    const stage = await stageWith(20_000);
    const id = await askOn(stage);
    expect(await press(stage.app.approvals, who(stage), id)).toEqual({ refused: { kind } });
    expect(await stage.store.approvals.find(id)).toMatchObject({ state: 'asked' });
    expect(stage.api.submissions).toEqual([]);
  });

  test('takes a request that was asked for', async () => {
    const stage = await stageWith(20_000);
    expect(await press(stage.app.approvals, stage.moderator(), await refused(stage))).toEqual({
      refused: { kind: 'unknown-control' },
    });
  });

  test('takes one that waits: what was decided names who did it', async () => {
    const stage = await stageWith(20_000);
    const id = await askOn(stage);
    arranged(await stage.app.approvals.deny(stage.moderator(), id, null));
    expect(await press(stage.app.approvals, stage.moderator({ userId: '100000000000000008' }), id)).toEqual({
      refused: { kind: 'approval-ended', state: 'denied', by: MODERATOR },
    });
  });

  test('is possible until the request expires, and not at that instant', async () => {
    for (const [passed, expected] of [
      [APPROVAL_LIFE_MS - 1, { approval: {} }],
      [APPROVAL_LIFE_MS, { refused: { kind: 'approval-ended', state: 'expired', by: null } }],
    ] as const) {
      const stage = await stageWith(20_000);
      const id = await askOn(stage);
      await stage.clock.pass(passed);
      expect(await press(stage.app.approvals, stage.moderator(), id)).toMatchObject(expected);
    }
  });
});

test('whoever loses against another moderator in the last moment reads what that one decided', async () => {
  const store = createMemoryStore({ now: () => 0 });
  const stage = await stageWith(20_000, {
    ...store,
    approvals: {
      ...store.approvals,
      async deny(id, denial, now) {
        await store.approvals.deny(id, { ...denial, actor: { ...denial.actor, userId: '100000000000000008' } }, now);
        return store.approvals.deny(id, denial, now);
      },
    },
  });
  const id = await askOn(stage);
  expect(await stage.app.approvals.deny(stage.moderator(), id, null)).toEqual({
    refused: { kind: 'approval-ended', state: 'denied', by: '100000000000000008' },
  });
});

test('a denial is on record with its reason, on the card, and told to the requester', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  expect(await stage.app.approvals.deny(stage.moderator(), id, 'too dear')).toMatchObject({
    approval: { id, state: 'denied', decision: { by: MODERATOR, reason: 'too dear' } },
  });
  await stage.clock.settle();
  expect(stage.cards.told).toMatchObject([{ id, decision: { reason: 'too dear' } }]);
  expect(stage.cards.edited).toMatchObject([{ approval: { state: 'denied' } }]);
  expect(await stage.store.rulebook.audit('300000000000000001', 1)).toMatchObject([
    { actorId: MODERATOR, targetId: id, reason: 'too dear' },
  ]);
});

describe('a card from before all limits were named', () => {
  test('lifts the limit that refused the request, and no other', async () => {
    const stage = await stageWith(20_000);
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { variants: ['large'] }, null));
    const id = await askOn(stage);
    expect(await stage.store.approvals.find(id)).toMatchObject({ lifts: ['models', 'server-cap'] });
    expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toEqual({
      refused: { kind: 'card-outdated' },
    });
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 30_000 }, null));
    expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toHaveProperty(
      'approval.state',
      'approved',
    );
  });

  test.each([
    ['server', 20_000, {}],
    ['member', 5_000_000, { cap: 20_000 }],
  ] as const)('raises the limit of the %s by no more than it named', async (_, cap, limits) => {
    const stage = await stageWith(cap);
    if ('cap' in limits) arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, limits, null));
    const id = await askOn(stage);
    expect(await stage.app.approvals.approve(stage.moderator(), id, true, 9_999)).toEqual({
      refused: { kind: 'card-outdated' },
    });
    expect(await stage.app.approvals.approve(stage.moderator(), id, true, 10_000)).toHaveProperty(
      'approval.state',
      'approved',
    );
  });
});
