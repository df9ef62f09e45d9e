import { expect, test } from 'vitest';

import { periodAt } from '../../../src/core/money/period.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import { ALERTS_CHANNEL as CHANNEL, askOn, stageWith } from './approval-stage.ts';

const GUILD = '300000000000000001';

test('approving once overspends nothing: the budget gets what is missing until it starts again', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toHaveProperty('approval.state', 'approved');
  const { rules } = await stage.store.rulebook.read(GUILD);
  const { key, endsAt } = periodAt(rules.period, stage.clock.now());
  expect(rules).toMatchObject({ cap: 20_000, grants: [{ id, amount: 10_000, until: endsAt }] });
  const { spent, held } = await stage.store.budgets.balance('guild', GUILD, key);
  expect(spent + held).toBe(30_000);
  expect((await stage.store.rulebook.audit(GUILD, 1))[0]).toMatchObject({ action: 'approve', targetId: id });
  expect(await stage.store.rulebook.newestOf(GUILD, 'raise for request', id)).toBeDefined();
});

test('once means nothing for a budget that never starts again: the card offers it no longer, and an old one refuses', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  arranged(await stage.app.budget.set(stage.moderator(), { period: { kind: 'none' } }, null));
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toEqual({
    refused: { kind: 'card-outdated' },
  });
  expect((await stage.store.rulebook.read(GUILD)).rules).toMatchObject({ cap: 20_000, grants: [] });
  expect(await stage.store.journal.find(id)).toBeUndefined();
});

test('what stands against a request besides the lifted limit is judged anew, and the request waits on', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  arranged(await stage.app.budget.pause(stage.moderator(), true, null));
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toEqual({ refused: { kind: 'paused' } });
  arranged(await stage.app.budget.pause(stage.moderator(), false, null));
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toHaveProperty('approval.state', 'approved');
  expect(await stage.store.journal.find(id)).toBeDefined();
});

test('the operator’s ceiling stands above every approval, and nobody is asked for what it refuses', async () => {
  const ceilings = {
    defaultGuild: 20_000,
    maxGuild: 45_000,
    perGuild: new Map<string, number>(),
    total: 250_000_000,
    direct: 0,
  };
  const stage = setMoneyStage({ ceilings });
  arranged(await stage.app.budget.alerts(stage.moderator(), { channelId: CHANNEL }, null));
  const [first, second] = [await askOn(stage), await askOn(stage)];
  expect(await stage.app.approvals.approve(stage.moderator(), first, false)).toHaveProperty(
    'approval.state',
    'approved',
  );
  for (const raise of [false, true]) {
    expect(await stage.app.approvals.approve(stage.moderator(), second, raise)).toEqual({
      refused: { kind: 'above-ceiling', ceiling: 45_000 },
    });
  }
  expect(await stage.store.journal.find(second)).toBeUndefined();
  await expect(askOn(stage)).rejects.toThrow('with an offer');
});

test('what an approval adds to a member’s cap counts in their wallet too', async () => {
  const stage = await stageWith(5_000_000);
  const { userId } = stage.member();
  arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'member', id: userId }, { cap: 20_000 }, null));
  const id = await askOn(stage);
  expect(await stage.app.approvals.approve(stage.moderator(), id, true)).toHaveProperty('approval.state', 'approved');
  expect(await stage.app.memberWallet(stage.member())).toMatchObject({
    caps: expect.arrayContaining([expect.objectContaining({ cap: 30_000, left: 0 })]),
  });
});

test.each(['server', 'member'] as const)(
  'without a period that ends, approve and raise sets the limit of the %s higher for good',
  async (whose) => {
    const stage = await stageWith(whose === 'server' ? 20_000 : 5_000_000);
    arranged(await stage.app.budget.set(stage.moderator(), { period: { kind: 'none' } }, null));
    const { userId } = stage.member();
    if (whose === 'member')
      await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { cap: 20_000 }, null);
    const id = await askOn(stage);
    expect(await stage.app.approvals.approve(stage.moderator(), id, true, 10_000)).toHaveProperty(
      'approval.state',
      'approved',
    );
    const { rules } = await stage.store.rulebook.read(GUILD);
    expect(whose === 'server' ? rules.cap : rules.members[userId]?.cap).toBe(30_000);
    expect(rules.grants).toEqual([]);
    expect(await stage.store.rulebook.newestOf(GUILD, 'raise for request', id)).toBeDefined();
  },
);

test('approve and raise does nothing when more is missing by then than the button said', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 10_000 }, null));
  expect(await stage.app.approvals.approve(stage.moderator(), id, true, 10_000)).toEqual({
    refused: { kind: 'card-outdated' },
  });
  await stage.clock.settle();
  expect(stage.cards.edited.at(-1)).toMatchObject({
    approval: { state: 'asked' },
    limits: [{ lift: 'server-cap', amount: { cap: 10_000, missing: 20_000 } }],
  });
  expect((await stage.store.rulebook.read(GUILD)).rules).toMatchObject({ cap: 10_000, grants: [] });
  expect(await stage.app.approvals.approve(stage.moderator(), id, true, 20_000)).toHaveProperty(
    'approval.state',
    'approved',
  );
});

test('the alert that an approved request reaches tells nothing of what was raised for the request, and its own raise can be pressed', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  expect(await stage.app.approvals.approve(stage.moderator(), id, true)).toHaveProperty('approval.state', 'approved');
  await stage.clock.settle();
  expect(await stage.store.cardBox.alert(id)).toBeDefined();
  expect(await stage.app.alerts(stage.moderator(), id, 'raise', 30_000)).toEqual({ done: true });
  await stage.clock.settle();
  expect(stage.cards.edited.findLast((card) => card.kind === 'alert')).toMatchObject({
    done: [{ what: { kind: 'raised', from: 30_000, to: 1_030_000 } }],
  });
});

test('one approval lifts every limit that its card named, and no other', async () => {
  const stage = await stageWith(20_000);
  const { userId } = stage.member();
  await stage.app.budget.limit(
    stage.moderator(),
    { kind: 'member', id: userId },
    { cap: 10_000, variants: ['large'] },
    null,
  );
  const [id, other] = [await askOn(stage), await askOn(stage)];
  const named = {
    lifts: ['server-cap', 'member-cap', 'models'],
    missing: { 'server-cap': 10_000, 'member-cap': 20_000 },
  } as const;
  expect(stage.cards.posted[0]?.card).toMatchObject({
    limits: [
      { lift: 'server-cap', amount: { missing: 10_000 } },
      { lift: 'member-cap', amount: { missing: 20_000 } },
      { lift: 'models' },
    ],
  });
  for (const lift of named.lifts) {
    const fewer = { ...named, lifts: named.lifts.filter((one) => one !== lift) };
    expect(await stage.app.approvals.approve(stage.moderator(), id, false, fewer)).toEqual({
      refused: { kind: 'card-outdated' },
    });
  }
  expect(await stage.app.approvals.approve(stage.moderator(), id, false, named)).toMatchObject({
    approval: { state: 'approved', lifts: named.lifts },
  });
  expect((await stage.store.rulebook.read(GUILD)).rules).toMatchObject({
    cap: 20_000,
    grants: [{ amount: 10_000 }],
    members: { [userId]: { cap: 10_000 } },
  });
  // The same card again misses more by now, and says so before anything is raised.
  expect(await stage.app.approvals.approve(stage.moderator(), other, true, named)).toEqual({
    refused: { kind: 'card-outdated' },
  });
  await stage.clock.settle();
  expect(stage.cards.edited.at(-1)).toMatchObject({
    approval: { state: 'asked' },
    limits: [{ amount: { missing: 30_000 } }, { amount: { missing: 50_000 } }, { lift: 'models' }],
  });
});

test('a limit that came in the way after the card was shown makes it outdated: it names the new one and asks again', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { variants: ['large'] }, null);
  expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toEqual({
    refused: { kind: 'card-outdated' },
  });
  await stage.clock.settle();
  expect(stage.cards.edited.at(-1)).toMatchObject({
    approval: { state: 'asked' },
    limits: [{ lift: 'server-cap' }, { lift: 'models' }],
  });
});
