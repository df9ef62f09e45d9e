import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Ceilings } from '../../../src/core/money/budget.ts';
import { priceOf } from '../../../src/core/picture/price.ts';
import { admit } from '../../../src/core/rules/admission.ts';
import type { Asked } from '../../../src/core/rules/admission.ts';
import { guildCapAt, memberCapAt } from '../../../src/core/rules/caps.ts';
import { limitsFor } from '../../../src/core/rules/effective-limits.ts';
import { MOST_AT_ONCE, NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';

const GUILD = '300000000000000001';
const ANN = '100000000000000001';
const ARTIST = '200000000000000001';
const PATRON = '200000000000000002';
const NOW = Date.UTC(2026, 10, 22);
const CEILINGS: Ceilings = {
  defaultGuild: 5_000_000,
  maxGuild: 100_000_000,
  total: 250_000_000,
  direct: 0,
  perGuild: new Map(),
};

function asked(changes: Partial<Asked> = {}): Asked {
  const price = priceOf({ variant: 'large', references: [], moodboard: null });
  if (price === undefined) throw new Error('Large has a price.');
  return {
    wallet: { scope: 'guild', id: GUILD },
    access: 'open',
    userId: ANN,
    roleIds: [],
    channelIds: ['400000000000000001'],
    request: { variant: 'large' },
    count: 2,
    price,
    ...changes,
  };
}

function rules(changes: Partial<Rules>): Rules {
  return { ...NO_RULES, ...changes };
}

describe('whose limit counts', () => {
  const all = rules({
    everyone: { cap: 1_000_000, maxCount: 1, coolDown: 60 },
    roles: { [ARTIST]: { cap: 2_000_000, coolDown: 30 }, [PATRON]: { cap: 3_000_000, coolDown: 45 } },
    members: { [ANN]: { maxCount: 4 } },
  });

  test('a member’s own rule, where it says something', () => {
    expect(limitsFor(all, { userId: ANN, roleIds: [ARTIST] }).maxCount).toEqual({
      value: 4,
      source: { kind: 'member' },
    });
  });

  test('else the most generous of their roles: the largest cap, the shortest cool-down', () => {
    const limits = limitsFor(all, { userId: ANN, roleIds: [ARTIST, PATRON] });

    expect(limits.cap).toEqual({ value: 3_000_000, source: { kind: 'role', roleId: PATRON } });
    expect(limits.coolDown).toEqual({ value: 30, source: { kind: 'role', roleId: ARTIST } });
  });

  test('else the rule for everyone, and where nobody says anything there is no limit', () => {
    const limits = limitsFor(all, { userId: '100000000000000009', roleIds: [] });

    expect(limits.cap).toEqual({ value: 1_000_000, source: { kind: 'everyone' } });
    expect(limits.atOnce).toBeUndefined();
  });

  test('the order of roles makes no difference to what is allowed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([ARTIST, PATRON], { minLength: 2 }), (roleIds) => {
        expect(limitsFor(all, { userId: ANN, roleIds }).cap?.value).toBe(3_000_000);
      }),
    );
  });
});

describe('a request is refused by the rules alone', () => {
  test.each<[string, Partial<Rules>, Partial<Asked>, string]>([
    ['while spending is paused', { isPaused: true }, {}, 'paused'],
    ['outside of the channels that were chosen', { channels: ['400000000000000009'] }, {}, 'wrong-channel'],
    ['for a model that is not allowed', { everyone: { variants: ['medium-turbo'] } }, {}, 'variant-not-allowed'],
    ['for too many pictures', { everyone: { maxCount: 1 } }, {}, 'too-many-pictures'],
    ['for a price above the limit of one request', { everyone: { maxPrice: 119_999 } }, {}, 'request-too-expensive'],
    ['in direct messages without a wallet', {}, { wallet: { scope: 'direct', id: ANN } }, 'direct-wallet-closed'],
  ])('%s', (_, changes, request, kind) => {
    expect(admit(asked(request), rules(changes), CEILINGS, NOW)).toMatchObject({ refused: { kind } });
  });

  test('a price of exactly the limit is allowed, and a thread counts as its channel', () => {
    const changes = { everyone: { maxPrice: 120_000 }, channels: ['400000000000000009'] };

    expect(
      admit(asked({ channelIds: ['thread', '400000000000000009'] }), rules(changes), CEILINGS, NOW),
    ).toHaveProperty('accounts');
  });
});

describe('a request that is admitted', () => {
  test('counts against the operator, the server’s month, the server and the member, in this order, and the member’s cap is theirs', () => {
    const admission = admit(asked(), rules({ everyone: { cap: 500_000, atOnce: 3, coolDown: 10 } }), CEILINGS, NOW);

    expect(admission).toMatchObject({
      accounts: [
        { scope: 'operator', id: 'all', cap: 250_000_000 },
        { scope: 'ceiling', id: GUILD, cap: CEILINGS.maxGuild, period: { key: 'month:2026-11-01@UTC' } },
        { scope: 'guild', id: GUILD, cap: 5_000_000 },
        { scope: 'member', id: `${GUILD}/${ANN}`, cap: 500_000 },
      ],
      atOnce: 3,
      coolDownMs: 10_000,
    });
  });

  test('of an exempt member is free of every limit but the server’s budget', () => {
    const exempt = rules({
      everyone: { cap: 0, maxCount: 1, variants: ['medium-turbo'], atOnce: 1, coolDown: 99, maxPrice: 0 },
      members: { [ANN]: { isExempt: true } },
    });

    expect(admit(asked(), exempt, CEILINGS, NOW)).toMatchObject({
      accounts: [
        { scope: 'operator' },
        { scope: 'ceiling' },
        { scope: 'guild', cap: 5_000_000 },
        { scope: 'member', cap: null },
      ],
      atOnce: MOST_AT_ONCE,
      coolDownMs: null,
    });
  });
});

test('a raise counts for whom it was given, to the millisecond before its end, and for nobody else', () => {
  const grant = { id: '900000000000000001', amount: 2_000_000, until: NOW };
  const capped = rules({
    cap: 1_000_000,
    everyone: { cap: 500_000 },
    grants: [grant, { ...grant, amount: 300_000, userId: ANN }],
  });
  const caps = (userId: string, now: number) => [
    guildCapAt(GUILD, capped, CEILINGS, now),
    memberCapAt(capped, limitsFor(capped, { userId, roleIds: [] }), userId, now),
  ];

  expect(caps(ANN, NOW - 1)).toEqual([3_000_000, 800_000]);
  expect(caps('100000000000000002', NOW - 1)).toEqual([3_000_000, 500_000]);
  expect(caps(ANN, NOW)).toEqual([1_000_000, 500_000]);
});

describe('whether the operator lets the server spend', () => {
  test.each([
    ['open', null, undefined],
    ['by-rules', ANN, undefined],
    ['by-rules', null, 'server-waits'],
    ['waiting', null, 'server-waits'],
    ['waiting', ANN, 'server-waits'],
    ['unknown', ANN, 'operator-unknown'],
  ] as const)('%s, allowed by %s: refused as %s', (access, allowedBy, kind) => {
    const judged = admit(asked({ access }), rules({ allowedBy, isPaused: false }), CEILINGS, NOW);
    expect('refused' in judged ? judged.refused.kind : undefined).toBe(kind);
  });

  test('stands before everything that moderators decide, and is no matter of direct messages', () => {
    expect(admit(asked({ access: 'waiting' }), rules({ isPaused: true }), CEILINGS, NOW)).toEqual({
      refused: { kind: 'server-waits' },
    });
    expect(
      admit(
        asked({ access: 'waiting', wallet: { scope: 'direct', id: ANN } }),
        rules({}),
        { ...CEILINGS, direct: 1 },
        NOW,
      ),
    ).toHaveProperty('accounts');
  });
});

test('of several roles the most generous decides, limit by limit, in whatever order they come', () => {
  const roles: Rules['roles'] = {
    strict: { cap: 1, variants: ['medium'], maxCount: 1, maxPrice: 10, atOnce: 1, coolDown: 60, isExempt: false },
    kind: { cap: 2, variants: ['medium', 'large'], maxCount: 3, maxPrice: 20, atOnce: 5, coolDown: 5, isExempt: true },
  };
  for (const roleIds of [
    ['strict', 'unknown', 'kind'],
    ['kind', 'strict', 'unknown'],
  ]) {
    const limits = limitsFor({ ...NO_RULES, roles }, { userId: '100000000000000009', roleIds });
    expect(Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit?.value]))).toEqual(
      roles['kind'],
    );
    expect(limits.maxCount?.source).toEqual({ kind: 'role', roleId: 'kind' });
  }
});
