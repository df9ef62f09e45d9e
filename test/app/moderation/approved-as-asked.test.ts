import { describe, expect, test } from 'vitest';

import type { Generate, Order } from '../../../src/app/creation/generate.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { arranged } from '../../arranged.ts';
import { kept } from '../../contract/records/approvals.contract.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { askOn, stageWith } from './approval-stage.ts';

const GUILD = '300000000000000001';
const ROLE = '500000000000000001';
const PARENT = '400000000000000007';
const ASKED: Omit<Order, 'count'> = {
  verb: 'remix',
  parent: { generationId: '200000000000009999', index: 2 },
  request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7, variant: 'large' },
  isPrivate: true,
  isSpoiler: true,
};
const ORDER: Order = { ...ASKED, count: 2 };
/** A member with a role, in a thread, to whom small files alone can be sent. */
const WHO: Partial<Visitor> = {
  appPermissions: 2n ** 50n - 1n,
  roleIds: [ROLE],
  isThread: true,
  parentChannelId: PARENT,
  place: { guildId: GUILD, channelId: '400000000000000008' },
  attachmentLimit: 600_000,
};

const ask = async (
  { app, member }: MoneyStage,
  order: Partial<Order> = {},
  who: Partial<Visitor> = {},
): ReturnType<Generate> => app.generate(member({ ...WHO, ...who }), { ...ORDER, ...order });

/** A refused request put before the moderators as it is given, as if it had been written down by another version. */
async function askedWith(stage: MoneyStage, changes: Parameters<typeof kept>[0]): Promise<string> {
  const request = kept({
    guildId: GUILD,
    appPermissions: String(2n ** 50n - 1n),
    attachmentLimit: 1_000_000,
    ...changes,
  });
  const now = stage.clock.now();
  expect(await stage.store.approvals.ask(request, { askedAt: now, expiresAt: now + 60_000 }, 9)).toBe('asked');
  return request.id;
}

describe('what is approved', () => {
  test.each([false, true])('is what was asked, by whom and where, begun now (for good: %s)', async (isRaise) => {
    const stage = await stageWith(20_000);
    arranged(await stage.app.budget.channel(stage.moderator(), { channelId: PARENT, isAllowed: true }));
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { variants: ['medium'] }, null));
    arranged(
      await stage.app.budget.limit(
        stage.moderator(),
        { kind: 'role', id: ROLE },
        { variants: ['medium', 'large'] },
        null,
      ),
    );
    const refused = await ask(stage);
    expect(refused).toMatchObject({ refused: { kind: 'budget-exceeded', price: 120_000 }, askId: expect.any(String) });
    const id = refused !== 'duplicate' && 'refused' in refused ? (refused.askId ?? '') : '';
    expect(await stage.app.approvals.ask(stage.member(), id)).toEqual({ asked: true });
    expect(await stage.store.approvals.find(id)).toMatchObject({ price: 120_000, lifts: ['server-cap'] });

    await stage.clock.pass(3_600_000);
    expect(await stage.app.approvals.approve(stage.moderator(), id, isRaise)).toHaveProperty(
      'approval.state',
      'approved',
    );
    expect(await stage.store.journal.find(id)).toMatchObject({
      ...ASKED,
      pictures: [{ seed: 7 }, {}],
      id,
      userId: stage.member().userId,
      place: WHO.place,
      wallet: { scope: 'guild', id: GUILD },
      reply: { applicationId: 'app-1', token: '', messageId: null },
      attachmentLimit: 600_000,
      createdAt: stage.clock.now(),
    });
    await stage.clock.settle();
    expect(stage.api.submissions).toHaveLength(2);
  });

  test('costs what the card said, or nothing is begun and nothing is raised', async () => {
    const stage = await stageWith(20_000);
    const id = await askedWith(stage, { price: 59_999 });
    for (const isRaise of [false, true]) {
      expect(await stage.app.approvals.approve(stage.moderator(), id, isRaise)).toEqual({
        refused: { kind: 'price-changed', shown: 59_999, price: 60_000 },
      });
    }
    expect(await stage.store.rulebook.read(GUILD)).toMatchObject({ rules: { cap: 20_000, grants: [] } });
    expect(stage.api.submissions).toEqual([]);
  });

  test.each([
    ['permissions', { appPermissions: '0' }, 'missing-permissions'],
    ['room for files', { attachmentLimit: 1_000 }, 'attachment-limit-too-small'],
  ])('is nothing that could not be delivered for want of %s', async (_, changes, kind) => {
    const stage = await stageWith(20_000);
    const id = await askedWith(stage, changes);
    expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toMatchObject({ refused: { kind } });
    expect(await stage.store.approvals.find(id)).toMatchObject({ state: 'asked' });
  });

  test('is nothing that Krea could not make, while it refuses the operator’s token', async () => {
    const refusal = { kind: 'rejected', failure: { reason: 'token-refused' }, detail: '401' } as const;
    const stage = await stageWith(20_000, {
      imageApi: { ...createMemoryImageApi(), submit: async () => refusal, reach: async () => 'token-refused' },
    });
    const id = await askOn(stage);
    await stage.order(
      stage.member({
        userId: '100000000000000002',
        wallet: { scope: 'guild', id: '300000000000000002' },
        place: { guildId: '300000000000000002', channelId: '400000000000000001' },
      }),
    );
    await stage.clock.pass(600_000);
    expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toEqual({
      refused: { kind: 'token-refused' },
    });
    expect(await stage.store.approvals.find(id)).toMatchObject({ state: 'asked' });
  });

  test('is refused by what the operator lets the server spend in a month, though its budget of today could be raised', async () => {
    const ceilings = {
      defaultGuild: 20_000,
      maxGuild: 65_000,
      perGuild: new Map<string, number>(),
      total: 250_000_000,
      direct: 0,
    };
    const stage = await stageWith(30_000, { ceilings });
    arranged(await stage.app.budget.set(stage.moderator(), { period: { kind: 'day' } }, null));
    await stage.order();
    stage.api.complete('job-1');
    await stage.clock.pass(24 * 3_600_000);
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 20_000 }, null));
    const id = await askOn(stage);
    const turbo = { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7, variant: 'medium-turbo' } as const;
    expect(await ask(stage, { request: turbo, count: 1 })).toHaveProperty('started');
    for (const isRaise of [false, true]) {
      expect(await stage.app.approvals.approve(stage.moderator(), id, isRaise)).toEqual({
        refused: { kind: 'above-ceiling', ceiling: 65_000 },
      });
    }
    expect(await stage.store.approvals.find(id)).toMatchObject({ state: 'asked' });
    expect(await stage.store.rulebook.read(GUILD)).toMatchObject({ rules: { cap: 20_000, grants: [] } });
  });

  test('is refused by the money of all servers together, in its own words', async () => {
    const ceilings = {
      defaultGuild: 20_000,
      maxGuild: 100_000_000,
      perGuild: new Map<string, number>(),
      total: 25_000,
      direct: 0,
    };
    const stage = await stageWith(20_000, { ceilings });
    const id = await askedWith(stage, {});
    expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toMatchObject({
      refused: { kind: 'budget-exceeded', scope: 'operator', price: 60_000, left: 25_000 },
    });
    expect(await stage.store.rulebook.read(GUILD)).toMatchObject({ rules: { grants: [] } });
  });

  test('needs every one of its style references', async () => {
    const stage = await stageWith(20_000);
    const hash = await stage.store.blobs.put(Uint8Array.of(1), 'image/png');
    const references = [
      { hash, strength: 0.5 },
      { hash: 'f'.repeat(64), strength: 0.5 },
    ];
    const id = await askedWith(stage, {
      price: 70_000,
      order: { ...kept().order, request: { ...kept().order.request, references } },
    });
    expect(await stage.app.approvals.approve(stage.moderator(), id, false)).toEqual({
      refused: { kind: 'references-gone' },
    });
    expect(await stage.store.approvals.find(id)).toMatchObject({ state: 'failed' });
  });
});

describe('nobody is offered to ask for a request', () => {
  test('that no moderator could allow', async () => {
    const stage = await stageWith(20_000);
    arranged(await stage.app.budget.pause(stage.moderator(), true, null));
    expect(await ask(stage)).toEqual({ refused: { kind: 'paused' } });
  });

  test('where moderators want to hear of nothing', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 20_000 }, null));
    expect(await ask(stage)).not.toHaveProperty('askId');
  });

  test('outside of servers', async () => {
    const ceilings = {
      defaultGuild: 0,
      maxGuild: 0,
      perGuild: new Map<string, number>(),
      total: 250_000_000,
      direct: 20_000,
    };
    const outside = {
      place: { guildId: null, channelId: '400000000000000009' },
      wallet: { scope: 'direct', id: '100000000000000001' },
    } as const;
    const outcome = await ask(setMoneyStage({ ceilings }), {}, outside);
    expect(outcome).toMatchObject({ refused: { kind: 'budget-exceeded', scope: 'direct' } });
    expect(outcome).not.toHaveProperty('askId');
  });

  test('that is let through', async () => {
    expect(await ask(await stageWith(5_000_000))).toHaveProperty('started');
  });
});

test('an event that comes twice begins nothing again, and is offered nothing', async () => {
  const stage = await stageWith(130_000);
  const visitor = stage.member(WHO);
  expect(await stage.app.generate(visitor, ORDER)).toHaveProperty('started');
  expect(await stage.app.generate(visitor, ORDER)).toBe('duplicate');
  await stage.clock.settle();
  expect(stage.api.submissions).toHaveLength(2);
});
