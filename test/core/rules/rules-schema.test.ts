import { describe, expect, test } from 'vitest';

import {
  DEFAULT_THRESHOLDS,
  limitsSchema,
  MOST_AT_ONCE,
  MOST_CHANNELS,
  MOST_GRANTS,
  MOST_MEMBERS,
  MOST_REFERENCE_BYTES,
  MOST_ROLES,
  NO_RULES,
  REFERENCE_SPAN_MS,
  rulesPartSchema,
  rulesSchema,
} from '../../../src/core/rules/rules.ts';
import type { Limits, Rules } from '../../../src/core/rules/rules.ts';

const ID = '100000000000000001';
const RULES: Rules = {
  cap: 5_000_000,
  period: { kind: 'week', zone: 'Asia/Kolkata', keyZone: 'Asia/Calcutta', resetDay: 2 },
  isPaused: true,
  channels: [ID],
  moderatorRole: ID,
  everyone: { cap: 1 },
  roles: { [ID]: { maxCount: 2 } },
  members: { [ID]: { isExempt: true } },
  grants: [
    { id: ID, amount: 1, until: 2 },
    { id: ID, amount: 1, until: 2, userId: ID },
  ],
  alerts: { channelId: ID, roleId: ID, thresholds: [50, 100], forecast: true },
  allowedBy: ID,
};
const PERIOD = RULES.period;
const grant = { id: ID, amount: 1, until: 2 };
const alerts = { channelId: ID, roleId: null, thresholds: [1, 100], forecast: false };

test('a server whose moderators have decided nothing has a month in UTC, and no limit of its own', () => {
  expect(NO_RULES).toEqual({
    period: { kind: 'month', zone: 'UTC', resetDay: 1 },
    isPaused: false,
    channels: [],
    moderatorRole: null,
    everyone: {},
    roles: {},
    members: {},
    grants: [],
    alerts: null,
    allowedBy: null,
  });
  expect(rulesSchema.parse(NO_RULES)).toEqual(NO_RULES);
});

describe('rules on record are read back', () => {
  test('whole', () => {
    expect(rulesSchema.parse(RULES)).toEqual(RULES);
  });

  test('from before there were alerts and servers that wait', () => {
    const { alerts: _, allowedBy: __, ...old } = NO_RULES;
    expect(rulesSchema.parse(old)).toEqual(NO_RULES);
  });

  test.for<[Partial<Rules>]>([
    [{ cap: 0 }],
    [{ cap: 1_000_000_000_000 }],
    [{ period: { kind: 'none', zone: 'x'.repeat(64), keyZone: 'x'.repeat(64), resetDay: 31 } }],
    [{ channels: Array.from({ length: MOST_CHANNELS }, () => ID) }],
    [{ channels: ['9'.repeat(17), '9'.repeat(20)] }],
    [{ grants: Array.from({ length: MOST_GRANTS }, () => grant) }],
    [{ alerts: { ...alerts, thresholds: Array.from({ length: 10 }, (_, n) => n + 1) } }],
    [{ alerts }],
  ])('with %j', ([changes]) => {
    expect(rulesSchema.parse({ ...RULES, ...changes })).toEqual({ ...RULES, ...changes });
  });
});

describe('rules have no', () => {
  test.for<[object]>([
    [{ extra: 1 }],
    [{ cap: -1 }],
    [{ cap: 0.5 }],
    [{ cap: 1_000_000_000_001 }],
    [{ period: { ...PERIOD, kind: 'year' } }],
    [{ period: { ...PERIOD, zone: 'x'.repeat(65) } }],
    [{ period: { ...PERIOD, keyZone: 'x'.repeat(65) } }],
    [{ period: { ...PERIOD, resetDay: 0 } }],
    [{ period: { ...PERIOD, resetDay: 32 } }],
    [{ period: { ...PERIOD, extra: 1 } }],
    [{ channels: Array.from({ length: MOST_CHANNELS + 1 }, () => ID) }],
    [{ channels: ['9'.repeat(16)] }],
    [{ channels: ['9'.repeat(21)] }],
    [{ channels: [`x${ID}`] }],
    [{ channels: [`${ID}x`] }],
    [{ moderatorRole: 'x' }],
    [{ roles: { x: {} } }],
    [{ members: { x: {} } }],
    [{ members: { [ID]: { cap: -1 } } }],
    [{ grants: Array.from({ length: MOST_GRANTS + 1 }, () => grant) }],
    [{ grants: [{ ...grant, amount: -1 }] }],
    [{ grants: [{ ...grant, userId: 'x' }] }],
    [{ grants: [{ ...grant, extra: 1 }] }],
    [{ alerts: { ...alerts, thresholds: [0] } }],
    [{ alerts: { ...alerts, thresholds: [101] } }],
    [{ alerts: { ...alerts, thresholds: Array.from({ length: 11 }, () => 1) } }],
    [{ alerts: { ...alerts, roleId: 'x' } }],
    [{ alerts: { ...alerts, extra: 1 } }],
    [{ allowedBy: 'x' }],
  ])('%j', ([changes]) => {
    expect(rulesSchema.safeParse({ ...RULES, ...changes }).success).toBe(false);
  });
});

describe('limits', () => {
  test.for<[Limits]>([
    [{}],
    [{ cap: 0, variants: ['large'], maxCount: 1, maxPrice: 0, atOnce: 1, coolDown: 0, isExempt: false }],
    [
      {
        variants: ['medium', 'large', 'medium-turbo'],
        maxCount: 4,
        atOnce: MOST_AT_ONCE,
        coolDown: 86_400,
        isExempt: true,
      },
    ],
  ])('may be %j', ([limits]) => {
    expect(limitsSchema.parse(limits)).toEqual(limits);
  });

  test.for<[object]>([
    [{ extra: 1 }],
    [{ cap: -1 }],
    [{ variants: [] }],
    [{ variants: ['huge'] }],
    [{ maxCount: 0 }],
    [{ maxCount: 5 }],
    [{ maxPrice: -1 }],
    [{ atOnce: 0 }],
    [{ atOnce: MOST_AT_ONCE + 1 }],
    [{ coolDown: -1 }],
    [{ coolDown: 86_401 }],
    [{ isExempt: 'yes' }],
  ])('may not be %j', ([limits]) => {
    expect(limitsSchema.safeParse(limits).success).toBe(false);
  });
});

describe('of rules a part that a change was about', () => {
  test.for([
    {},
    { cap: 1 },
    { period: {} },
    { period: { zone: 'UTC' } },
    { alerts: null },
    { alerts: { forecast: true } },
    { allowedBy: null },
    { allowedBy: ID },
    { grants: [grant] },
  ])('is read back as it was kept: %j', (part) => {
    expect(rulesPartSchema.parse(part)).toEqual(part);
  });

  test.for([{ extra: 1 }, { cap: -1 }, { period: { zone: 7 } }, { alerts: { thresholds: [0] } }, { allowedBy: 'x' }])(
    'is not %j',
    (part) => {
      expect(rulesPartSchema.safeParse(part).success).toBe(false);
    },
  );
});

test('what is read together is bounded, and so is what one person may set going or leave on the disk', () => {
  expect([MOST_CHANNELS, MOST_MEMBERS, MOST_ROLES, MOST_GRANTS]).toEqual([100, 1_000, 250, 200]);
  expect([MOST_AT_ONCE, MOST_REFERENCE_BYTES, REFERENCE_SPAN_MS]).toEqual([100, 200_000_000, 24 * 60 * 60_000]);
});

test('moderators who name no shares hear at half, at four fifths and when all is used', () => {
  expect(DEFAULT_THRESHOLDS).toEqual([50, 80, 100]);
});
