import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isPaid, PICTURE_STATES, VERBS } from '../../../src/core/picture/generation.ts';
import type { Picture } from '../../../src/core/picture/generation.ts';
import type { Refusal } from '../../../src/core/picture/refusal.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import {
  APPROVAL_LIFE_MS,
  APPROVAL_STATES,
  approvalRecordSchema,
  isTold,
  keptRequestSchema,
  liftFor,
  LIFTS,
  MOST_ASKED,
  MOST_OFFERS,
  MOST_OFFERS_WITH_IMAGES,
  OFFERED_IMAGES_LIFE_MS,
  resultOf,
  TOLD_WAYS,
} from '../../../src/core/rules/approval.ts';
import type { ApprovalResult, KeptRequest } from '../../../src/core/rules/approval.ts';

const SNOWFLAKE = '100000000000000001';
const KEPT: KeptRequest = {
  id: SNOWFLAKE,
  guildId: SNOWFLAKE,
  userId: SNOWFLAKE,
  roleIds: ['200000000000000001'],
  channelId: SNOWFLAKE,
  parentChannelId: null,
  isThread: false,
  appPermissions: '1125899906842623',
  applicationId: 'app',
  attachmentLimit: 10_485_760,
  order: {
    verb: 'vary',
    parent: { generationId: '1', index: 1 },
    request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 },
    count: 2,
    isPrivate: false,
    isSpoiler: true,
  },
  price: 60_000,
  lifts: ['server-cap', 'price'],
};

describe('a kept request', () => {
  test.for<[string, Partial<KeptRequest>]>([
    ['as it was written', {}],
    [
      'of a thread, for nothing, against which nothing stood',
      { parentChannelId: SNOWFLAKE, isThread: true, price: 0, lifts: [], roleIds: [] },
    ],
    [
      'with ids of any length that Discord has',
      { id: '9'.repeat(17), guildId: '9'.repeat(20), appPermissions: '0', attachmentLimit: 1 },
    ],
    ['of a first command', { order: { ...KEPT.order, parent: null, count: 4 } }],
  ])('is read back %s', ([, changes]) => {
    expect(keptRequestSchema.parse({ ...KEPT, ...changes })).toEqual({ ...KEPT, ...changes });
  });

  test.for(VERBS.map((verb) => [verb]))('may be one to %s', ([verb]) => {
    expect(keptRequestSchema.parse({ ...KEPT, order: { ...KEPT.order, verb } }).order.verb).toBe(verb);
  });

  test('of the first version named one limit alone', () => {
    const { lifts: _, ...rest } = KEPT;
    expect(keptRequestSchema.parse({ ...rest, lift: 'count' })).toEqual({ ...KEPT, lifts: ['count'] });
    expect(keptRequestSchema.safeParse({ ...rest, lift: 'everything' }).success).toBe(false);
    expect(keptRequestSchema.safeParse(rest).success).toBe(false);
  });

  test.for<[string, object]>([
    ['another field', { extra: 1 }],
    ['a short id', { id: '9'.repeat(16) }],
    ['a long id', { id: '9'.repeat(21) }],
    ['an id with something before it', { userId: `x${SNOWFLAKE}` }],
    ['an id with something behind it', { channelId: `${SNOWFLAKE}x` }],
    ['no server', { guildId: null }],
    ['a parent that is no id', { parentChannelId: 'x' }],
    ['no permissions', { appPermissions: '' }],
    ['permissions that are no number', { appPermissions: 'x1' }],
    ['permissions with something behind them', { appPermissions: '1x' }],
    ['files that may have no size', { attachmentLimit: 0 }],
    ['less than no price', { price: -1 }],
    ['part of a micro-dollar', { price: 0.5 }],
    ['a limit that nobody can lift', { lifts: ['operator'] }],
    ['no pictures', { order: { ...KEPT.order, count: 0 } }],
    ['more pictures than a request may have', { order: { ...KEPT.order, count: 5 } }],
    ['another field in its order', { order: { ...KEPT.order, extra: 1 } }],
    ['another field in its parent', { order: { ...KEPT.order, parent: { generationId: '1', index: 1, extra: 1 } } }],
    ['another verb', { order: { ...KEPT.order, verb: 'delete' } }],
  ])('has not %s', ([, changes]) => {
    expect(keptRequestSchema.safeParse({ ...KEPT, ...changes }).success).toBe(false);
  });
});

describe('a decision on record', () => {
  const RECORD = { state: 'approved', lifts: ['price'], price: 60_000, userId: SNOWFLAKE };

  test('is read back, from before its limits were noted as well', () => {
    expect(approvalRecordSchema.parse(RECORD)).toEqual(RECORD);
    expect(approvalRecordSchema.parse({ state: 'denied', price: 0, userId: SNOWFLAKE })).toEqual({
      state: 'denied',
      price: 0,
      userId: SNOWFLAKE,
    });
  });

  test.for([{ state: 'perhaps' }, { lifts: ['everything'] }, { price: -1 }, { price: 0.5 }, { userId: 7 }])(
    'is none with %j',
    (changes) => {
      expect(approvalRecordSchema.safeParse({ ...RECORD, ...changes }).success).toBe(false);
    },
  );
});

test('what is stored by name keeps its names', () => {
  expect(LIFTS).toEqual(['server-cap', 'member-cap', 'price', 'count', 'models']);
  expect(APPROVAL_STATES).toEqual(['asked', 'approved', 'denied', 'expired', 'failed']);
  expect(TOLD_WAYS).toEqual(['answer', 'direct', 'channel', 'nowhere']);
});

test('moderators have a day, and the images are there for a day of asking, a day of deciding and some time for the work', () => {
  expect(APPROVAL_LIFE_MS).toBe(86_400_000);
  expect(OFFERED_IMAGES_LIFE_MS).toBe(3 * 86_400_000);
});

test('who is refused again and again keeps few requests, and moderators have fewer of them before them', () => {
  expect([MOST_OFFERS, MOST_OFFERS_WITH_IMAGES, MOST_ASKED]).toEqual([5, 5, 3]);
});

const BUDGET = { kind: 'budget-exceeded', price: 60, left: 0, endsAt: null } as const;

test.for<[Refusal, ReturnType<typeof liftFor>]>([
  [{ kind: 'request-too-expensive', price: 60, most: 59 }, 'price'],
  [{ kind: 'too-many-pictures', most: 1 }, 'count'],
  [{ kind: 'variant-not-allowed', allowed: ['large'] }, 'models'],
  [{ ...BUDGET, scope: 'guild' }, 'server-cap'],
  [{ ...BUDGET, scope: 'member' }, 'member-cap'],
  [{ ...BUDGET, scope: 'operator' }, undefined],
  [{ ...BUDGET, scope: 'ceiling' }, undefined],
  [{ ...BUDGET, scope: 'direct' }, undefined],
  [{ kind: 'paused' }, undefined],
  [{ kind: 'wrong-channel', channelIds: [] }, undefined],
  [{ kind: 'server-waits' }, undefined],
  [{ kind: 'cooling-down', until: 1 }, undefined],
  [{ kind: 'too-many-at-once', underWay: 3, most: 3 }, undefined],
])('against %j a moderator can lift: %s', ([refusal, lift]) => {
  expect(liftFor(refusal)).toBe(lift);
});

const EACH = 30_000;
const picture = (state: Picture['state'], index: number): Picture => ({
  generationId: '1',
  index,
  seed: 1,
  state,
  remoteId: null,
  url: null,
  hash: null,
  failure: null,
  submittingAt: null,
  submitFrom: null,
  submitTo: null,
  runningAt: null,
  finishedAt: null,
  deliveryPart: null,
});
const result = (...states: Picture['state'][]): ApprovalResult =>
  resultOf({ price: { version: '1', tier: 'text', each: EACH }, pictures: states.map(picture) });

test('every picture of an approved request counts once, and every cent of it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PICTURE_STATES), { maxLength: 4 }), (states) => {
      const { made, failed, cancelled, open, uncertain, charged, held } = result(...states);
      const counted = (...some: Picture['state'][]): number => states.filter((state) => some.includes(state)).length;
      expect([made, failed, cancelled, uncertain]).toEqual([
        states.filter(isPaid).length,
        counted('failed'),
        counted('cancelled'),
        counted('uncertain'),
      ]);
      expect(open).toBe(counted('queued', 'submitting', 'running'));
      expect([charged, held]).toEqual([made * EACH, (open + uncertain) * EACH]);
    }),
  );
});

test('a card has more to tell while an approved request has an open end, and at no other time', () => {
  expect(isTold({ state: 'approved' }, null)).toBe(false);
  expect(isTold({ state: 'approved' }, result('delivered', 'running'))).toBe(false);
  expect(isTold({ state: 'approved' }, result('delivered', 'uncertain'))).toBe(false);
  expect(isTold({ state: 'approved' }, result('queued', 'uncertain'))).toBe(false);
  expect(isTold({ state: 'approved' }, result('delivered', 'failed', 'cancelled', 'kept'))).toBe(true);
  for (const state of APPROVAL_STATES.filter((one) => one !== 'approved')) expect(isTold({ state }, null)).toBe(true);
});
