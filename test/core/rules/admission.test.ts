import { describe, expect, test } from 'vitest';

import type { Ceilings } from '../../../src/core/money/budget.ts';
import type { Refusal } from '../../../src/core/picture/refusal.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { admit } from '../../../src/core/rules/admission.ts';
import type { Admission, Asked } from '../../../src/core/rules/admission.ts';
import type { Lift } from '../../../src/core/rules/approval.ts';
import { MOST_AT_ONCE, NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Limits, Rules } from '../../../src/core/rules/rules.ts';

const NOW = Date.UTC(2026, 10, 22);
const CEILINGS: Ceilings = { defaultGuild: 500, maxGuild: 1_000, total: 5_000, direct: 70, perGuild: new Map() };
const ASKED: Asked = {
  wallet: { scope: 'guild', id: 'guild-1' },
  access: 'open',
  userId: 'user-1',
  roleIds: [],
  channelIds: ['channel-1', 'category-1'],
  request: REQUEST_DEFAULTS,
  count: 2,
  price: { version: '1', tier: 'text', each: 30 },
};

function judge({
  asked,
  rules,
  ceilings,
  lifts,
}: {
  asked?: Partial<Asked>;
  rules?: Partial<Rules>;
  ceilings?: Partial<Ceilings>;
  lifts?: readonly Lift[];
}) {
  return admit({ ...ASKED, ...asked }, { ...NO_RULES, ...rules }, { ...CEILINGS, ...ceilings }, NOW, lifts);
}

function admitted(given: Parameters<typeof judge>[0]): Admission {
  const outcome = judge(given);
  if ('refused' in outcome) throw new Error(`refused: ${outcome.refused.kind}`);
  return outcome;
}

function refused(given: Parameters<typeof judge>[0]): Refusal | undefined {
  const outcome = judge(given);
  return 'refused' in outcome ? outcome.refused : undefined;
}

const memberOf = (given: Parameters<typeof judge>[0]) => admitted(given).accounts.at(-1);

describe('whose money a request takes, all of it or nothing', () => {
  test('in a server: the operator’s total, what the operator allows the server, the server’s budget and the member’s', () => {
    expect(admitted({ rules: { cap: 400 } }).accounts.map(({ scope, id, cap }) => [scope, id, cap])).toEqual([
      ['operator', 'all', 5_000],
      ['ceiling', 'guild-1', 1_000],
      ['guild', 'guild-1', 400],
      ['member', 'guild-1/user-1', null],
    ]);
  });

  test('each in its own time: the operator’s by months in UTC, the server’s as its moderators decided', () => {
    const { accounts } = admitted({ rules: { period: { kind: 'day', zone: 'Asia/Tokyo', resetDay: 1 } } });
    expect(accounts.map(({ period }) => period.key)).toEqual([
      'month:2026-11-01@UTC',
      'month:2026-11-01@UTC',
      'day:2026-11-22@Asia/Tokyo',
      'day:2026-11-22@Asia/Tokyo',
    ]);
    const direct = admitted({ asked: { wallet: { scope: 'direct', id: 'user-1' } } });
    expect(direct.accounts.map(({ period }) => period.key)).toEqual(['month:2026-11-01@UTC', 'month:2026-11-01@UTC']);
  });

  test('elsewhere: the operator’s total and the person’s own, within the pictures that anybody may have under way', () => {
    const { accounts, ...rest } = admitted({ asked: { wallet: { scope: 'direct', id: 'user-1' } } });
    expect(accounts.map(({ scope, id, cap }) => [scope, id, cap])).toEqual([
      ['operator', 'all', 5_000],
      ['direct', 'user-1', 70],
    ]);
    expect(rest).toEqual({ atOnce: MOST_AT_ONCE, coolDownMs: null, now: NOW });
  });

  test('nobody’s, where direct messages have no budget', () => {
    expect(refused({ asked: { wallet: { scope: 'direct', id: 'user-1' } }, ceilings: { direct: 0 } })).toEqual({
      kind: 'direct-wallet-closed',
    });
  });
});

describe('a member’s own limit', () => {
  const rules: Partial<Rules> = { everyone: { cap: 20 } };

  test('is passed over by the ledger only where a moderator lifted it', () => {
    expect(memberOf({ rules })).toMatchObject({ scope: 'member', cap: 20 });
    expect(memberOf({ rules })).not.toHaveProperty('isLifted');
    expect(memberOf({ rules, lifts: ['price'] })).not.toHaveProperty('isLifted');
    expect(memberOf({ rules, lifts: ['member-cap'] })).toMatchObject({ cap: 20, isLifted: true });
    expect(memberOf({ lifts: ['member-cap'] })).not.toHaveProperty('isLifted');
  });
});

describe('what moderators hear of', () => {
  test('is measured by the cap in force, and is nothing while they have no channel for it', () => {
    const alerts = { channelId: 'alerts', roleId: null, thresholds: [50, 80], forecast: true };
    expect(admitted({ rules: { cap: 400, alerts } }).watch).toEqual({ thresholds: [50, 80], forecast: true, cap: 400 });
    expect(admitted({})).not.toHaveProperty('watch');
  });
});

describe('channels', () => {
  const rules: Partial<Rules> = { channels: ['channel-2', 'gone'] };

  test('that are named are the only ones, and a deleted one is told to nobody', () => {
    expect(refused({ rules, asked: { goneChannelIds: ['gone'] } })).toEqual({
      kind: 'wrong-channel',
      channelIds: ['channel-2'],
    });
    expect(refused({ rules })).toEqual({ kind: 'wrong-channel', channelIds: ['channel-2', 'gone'] });
  });

  test('hold what stands in them', () => {
    expect(refused({ rules: { channels: ['category-1'] } })).toBeUndefined();
    expect(refused({ rules: { channels: ['channel-1'] } })).toBeUndefined();
  });
});

describe('what the rules say against a request', () => {
  test('comes in this order: a pause, the channel, the model, the count, the price', () => {
    const everyone: Limits = { variants: ['large'], maxCount: 1, maxPrice: 59 };
    const all: Partial<Rules> = { isPaused: true, channels: ['channel-2'], everyone };
    expect(refused({ rules: all })).toEqual({ kind: 'paused' });
    expect(refused({ rules: { ...all, isPaused: false } })).toMatchObject({ kind: 'wrong-channel' });
    expect(refused({ rules: { everyone } })).toMatchObject({ kind: 'variant-not-allowed' });
    expect(refused({ rules: { everyone }, lifts: ['models'] })).toMatchObject({ kind: 'too-many-pictures' });
    expect(refused({ rules: { everyone }, lifts: ['models', 'count'] })).toMatchObject({
      kind: 'request-too-expensive',
    });
    expect(refused({ rules: { everyone }, lifts: ['models', 'count', 'price'] })).toBeUndefined();
  });

  test.for<[string, Limits, Refusal | undefined]>([
    ['as many pictures as allowed', { maxCount: 2 }, undefined],
    ['one more than allowed', { maxCount: 1 }, { kind: 'too-many-pictures', most: 1 }],
    ['as dear as allowed', { maxPrice: 60 }, undefined],
    ['dearer by the least amount', { maxPrice: 59 }, { kind: 'request-too-expensive', price: 60, most: 59 }],
    ['a model that is allowed', { variants: [REQUEST_DEFAULTS.variant] }, undefined],
    ['a model that is not', { variants: ['large'] }, { kind: 'variant-not-allowed', allowed: ['large'] }],
  ])('%s', ([, everyone, expected]) => {
    expect(refused({ rules: { everyone } })).toEqual(expected);
  });

  test.for<[Lift, Limits]>([
    ['count', { maxCount: 1 }],
    ['price', { maxPrice: 59 }],
    ['models', { variants: ['large'] }],
  ])('is not said again once a moderator lifted %s, and is while they lifted something else', ([lift, everyone]) => {
    expect(refused({ rules: { everyone }, lifts: [lift] })).toBeUndefined();
    expect(refused({ rules: { everyone }, lifts: ['member-cap'] })).toBeDefined();
    expect(refused({ rules: { everyone, isPaused: true }, lifts: [lift] })).toEqual({ kind: 'paused' });
  });

  test('is nothing for who is exempt, but for a pause and the channels', () => {
    const everyone: Limits = { maxCount: 1, coolDown: 60, atOnce: 1, isExempt: true };
    expect(admitted({ rules: { everyone } })).toMatchObject({ atOnce: MOST_AT_ONCE, coolDownMs: null });
    expect(refused({ rules: { everyone, channels: ['channel-2'] } })).toMatchObject({ kind: 'wrong-channel' });
    expect(admitted({ rules: { everyone: { coolDown: 60, atOnce: 3 } } })).toMatchObject({
      atOnce: 3,
      coolDownMs: 60_000,
    });
  });
});
