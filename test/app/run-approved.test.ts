import { expect, test } from 'vitest';

import { periodAt } from '../../src/core/period.ts';
import type { Rules } from '../../src/core/rules.ts';
import { arranged } from '../arranged.ts';
import { ALERTS_CHANNEL as CHANNEL, askOn, stageWith } from './approval-stage.ts';
import { setMoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';

test('an approval that a crash kept from starting starts at the next start, once', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  const actor = { userId: '100000000000000009', interactionId: '900000000000000001' };
  arranged(await stage.store.approvals.decide(id, { to: 'approved', actor, isRaise: false, reason: null }, stage.clock.now()));
  await stage.app.recover();
  await stage.clock.settle();
  expect((await stage.store.journal.find(id))?.pictures).toHaveLength(1);
  expect(await stage.store.approvals.unstarted(0)).toEqual([]);
});

test.each([false, true])('an approval that a crash kept from raising (for good: %s) raises at the next start, once, and runs', async (isRaise) => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  const actor = { userId: '100000000000000009', interactionId: '900000000000000001' };
  arranged(await stage.store.approvals.decide(id, { to: 'approved', actor, isRaise, reason: null }, stage.clock.now()));
  await stage.app.recover();
  await stage.app.recover();
  await stage.clock.settle();
  expect((await stage.store.journal.find(id))?.pictures).toHaveLength(1);
  const { rules } = await stage.store.rulebook.read(GUILD);
  expect({ cap: rules.cap, granted: rules.grants.map(({ amount }) => amount) }).toEqual(isRaise ? { cap: 30_000, granted: [] } : { cap: 20_000, granted: [10_000] });
  expect((await stage.store.rulebook.audit(GUILD, 1))[0]).toMatchObject({ actorId: actor.userId, targetId: id });
});

test.each([false, true])('a crash between the raise (for good: %s) and the picture raises no second time', async (isRaise) => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  const actor = { userId: '100000000000000009', interactionId: '900000000000000001' };
  const edit = isRaise
    ? { action: 'raise', rules: (rules: Rules): Rules => ({ ...rules, cap: 25_000 }) }
    : { action: 'grant', rules: (rules: Rules): Rules => ({ ...rules, grants: [{ id, amount: 5_000, until: stage.clock.now() + 60_000 }] }) };
  const { rules, version } = await stage.store.rulebook.read(GUILD);
  arranged(await stage.store.approvals.decide(id, { to: 'approved', actor, isRaise, reason: null }, stage.clock.now()));
  arranged(await stage.store.rulebook.change(GUILD, version, edit.rules(rules), { actor, action: edit.action, targetId: id, reason: null }, stage.clock.now()));
  await stage.app.recover();
  await stage.clock.settle();
  // Less than the price was added before the crash: the request fails rather than being paid with more than that.
  expect(await stage.store.journal.find(id)).toBeUndefined();
  expect((await stage.store.rulebook.read(GUILD)).version).toBe(version + 1);
  expect(stage.cards.told).toMatchObject([{ id, state: 'failed' }]);
});

test('approving once overspends nothing: the budget gets what is missing until it starts again', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  expect(await stage.app.approvals.approve(stage.moderator(), id, null)).toHaveProperty('approval.state', 'approved');
  const { rules } = await stage.store.rulebook.read(GUILD);
  const { key, endsAt } = periodAt(rules.period, stage.clock.now());
  expect(rules).toMatchObject({ cap: 20_000, grants: [{ id, amount: 10_000, until: endsAt }] });
  const { spent, held } = await stage.store.budgets.balance('guild', GUILD, key);
  expect(spent + held).toBe(30_000);
  expect((await stage.store.rulebook.audit(GUILD, 1))[0]).toMatchObject({ action: 'grant', targetId: id });
});

test('once means nothing for a budget that never starts again: the card offers it no longer, and an old one refuses', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  arranged(await stage.app.budget.set(stage.moderator(), { period: { kind: 'none' } }, null));
  expect(await stage.app.approvals.approve(stage.moderator(), id, null)).toEqual({ refused: { kind: 'card-outdated' } });
  expect((await stage.store.rulebook.read(GUILD)).rules).toMatchObject({ cap: 20_000, grants: [] });
  expect(await stage.store.journal.find(id)).toBeUndefined();
});

test('what stands against a request besides the lifted limit is judged anew, and the request waits on', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  arranged(await stage.app.budget.pause(stage.moderator(), true, null));
  expect(await stage.app.approvals.approve(stage.moderator(), id, null)).toEqual({ refused: { kind: 'paused' } });
  arranged(await stage.app.budget.pause(stage.moderator(), false, null));
  expect(await stage.app.approvals.approve(stage.moderator(), id, null)).toHaveProperty('approval.state', 'approved');
  expect(await stage.store.journal.find(id)).toBeDefined();
});

test('the operator’s ceiling stands above every approval, and nobody is asked for what it refuses', async () => {
  const ceilings = { defaultGuild: 20_000, maxGuild: 45_000, perGuild: new Map<string, number>(), total: 250_000_000, direct: 0 };
  const stage = setMoneyStage({ ceilings });
  arranged(await stage.app.budget.alerts(stage.moderator(), { channelId: CHANNEL }, null));
  const [first, second] = [await askOn(stage), await askOn(stage)];
  expect(await stage.app.approvals.approve(stage.moderator(), first, null)).toHaveProperty('approval.state', 'approved');
  for (const raise of [null, {}]) {
    expect(await stage.app.approvals.approve(stage.moderator(), second, raise)).toEqual({ refused: { kind: 'above-ceiling', ceiling: 45_000 } });
  }
  expect(await stage.store.journal.find(second)).toBeUndefined();
  await expect(askOn(stage)).rejects.toThrow('with an offer');
});

test('what an approval adds to a member’s cap counts in their wallet too', async () => {
  const stage = await stageWith(5_000_000);
  const { userId } = stage.member();
  arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'member', id: userId }, { cap: 20_000 }, null));
  const id = await askOn(stage);
  expect(await stage.app.approvals.approve(stage.moderator(), id, {})).toHaveProperty('approval.state', 'approved');
  expect(await stage.app.memberWallet(stage.member())).toMatchObject({ caps: expect.arrayContaining([expect.objectContaining({ cap: 30_000, left: 0 })]) });
});

test.each(['server', 'member'] as const)('without a period that ends, approve and raise sets the limit of the %s higher for good', async (whose) => {
  const stage = await stageWith(whose === 'server' ? 20_000 : 5_000_000);
  arranged(await stage.app.budget.set(stage.moderator(), { period: { kind: 'none' } }, null));
  const { userId } = stage.member();
  if (whose === 'member') await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { cap: 20_000 }, null);
  const id = await askOn(stage);
  expect(await stage.app.approvals.approve(stage.moderator(), id, { shown: 10_000 })).toHaveProperty('approval.state', 'approved');
  const { rules } = await stage.store.rulebook.read(GUILD);
  expect(whose === 'server' ? rules.cap : rules.members[userId]?.cap).toBe(30_000);
  expect(rules.grants).toEqual([]);
  expect((await stage.store.rulebook.audit(GUILD, 1))[0]).toMatchObject({ action: 'raise' });
});

test('approve and raise does nothing when more is missing by then than the button said', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage);
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 10_000 }, null));
  expect(await stage.app.approvals.approve(stage.moderator(), id, { shown: 10_000 })).toEqual({ refused: { kind: 'card-outdated' } });
  await stage.clock.settle();
  expect(stage.cards.edited.at(-1)).toMatchObject({ approval: { state: 'asked' }, left: { cap: 10_000 } });
  expect((await stage.store.rulebook.read(GUILD)).rules).toMatchObject({ cap: 10_000, grants: [] });
  expect(await stage.app.approvals.approve(stage.moderator(), id, { shown: 20_000 })).toHaveProperty('approval.state', 'approved');
});
