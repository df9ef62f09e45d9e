import { expect, test } from 'vitest';

import type { Cap, MemberWallet } from '../../../../src/app/budget/member-wallet.ts';
import { periodAt, UTC_MONTH } from '../../../../src/core/money/period.ts';
import { PRICE_TABLE } from '../../../../src/core/picture/price.ts';
import { VARIANTS } from '../../../../src/core/picture/request.ts';
import { limitsFor } from '../../../../src/core/rules/effective-limits.ts';
import { NO_RULES } from '../../../../src/core/rules/rules.ts';
import type { Rules } from '../../../../src/core/rules/rules.ts';
import { describeMemberWallet } from '../../../../src/wording/en/budget/member-wallet.ts';

const period = periodAt(UTC_MONTH, Date.UTC(2026, 10, 22));
const ROLE = '500000000000000001';
const OWN: Cap = { whose: { kind: 'role', roleId: ROLE }, cap: 1_000_000, left: 250_000, period };
const SERVER: Cap = { whose: { kind: 'server' }, cap: 5_000_000, left: 2_000_000, period };
const OPERATOR: Cap = { whose: { kind: 'operator' }, cap: 250_000_000, left: 9_000_000, period };

function wallet(changes: Partial<MemberWallet> = {}, rules: Partial<Rules> = {}): MemberWallet {
  const all = { ...NO_RULES, ...rules };
  return {
    binding: OWN,
    caps: [OWN, SERVER, OPERATOR],
    balance: { spent: 720_000, held: 30_000, carried: 0 },
    period,
    server: { rules: all, limits: limitsFor(all, { userId: '1', roleIds: [ROLE] }), access: 'open' },
    prices: VARIANTS.map((variant) => ({ variant, prices: PRICE_TABLE.prices[variant] ?? {} })),
    kept: [],
    ...changes,
  };
}

test('paid pictures that nobody has seen yet are named, three of them', () => {
  const words = describeMemberWallet(wallet({ kept: ['1', '2', '3', '4'] }));
  expect(words).toContain('Paid for but not shown yet: `/krea-show id:1`.');
  expect(words).not.toContain('id:4');
});

test('the answer says what is left, which cap leaves it, what was spent and when it starts again', () => {
  const text = describeMemberWallet(wallet({}, { roles: { [ROLE]: { cap: 1_000_000, maxCount: 2 } } }));

  expect(text).toContain(`You have **$0.25** left to spend here, under the $1.00 limit of <@&${ROLE}>.`);
  expect(text).toContain('This server’s budget of $5.00: $2.00 left.');
  expect(text).toContain(
    'You’ve spent **$0.72** this period (resets on the 1st, UTC), with **$0.03** reserved for pictures in progress.',
  );
  expect(text).toContain('It resets <t:1796083200:R> (<t:1796083200:f>).');
  expect(text).toContain('At most 2 pictures per request');
});

test('prices stand in a table that fits a telephone', () => {
  const table = describeMemberWallet(wallet()).split('```')[1]?.trim().split('\n') ?? [];

  expect(table).toEqual([
    'model          text + style + mood',
    'Medium        $0.03  $0.035  $0.04',
    'Large         $0.06  $0.065  $0.07',
    'Medium Turbo $0.015 $0.0175  $0.02',
  ]);
  expect(Math.max(...table.map(({ length }) => length))).toBeLessThanOrEqual(36);
});

test('how much the operator allows over all servers is told to nobody', () => {
  const text = describeMemberWallet(
    wallet({ binding: { ...OPERATOR, left: 0 }, caps: [OWN, SERVER, { ...OPERATOR, left: 0 }] }),
  );

  expect(text).toContain('under the bot’s own limit across all servers');
  expect(text).not.toContain('$250');
});

test('the longest answer fits into one message', () => {
  const id = '99999999999999999999';
  const limits = {
    cap: 1e12,
    variants: [...VARIANTS],
    maxCount: 4,
    maxPrice: 1e12 - 1,
    atOnce: 100,
    coolDown: 86_400,
    isExempt: false,
  };
  const rules = {
    isPaused: true,
    channels: Array.from({ length: 100 }, () => id),
    roles: { [ROLE]: limits },
    period: { kind: 'month' as const, zone: 'America/Argentina/ComodRivadavia', resetDay: 31 },
  };
  const text = describeMemberWallet(
    wallet({ balance: { spent: 999_999_999_999, held: 999_999_999_999, carried: 999_999_999_999 } }, rules),
  );

  expect(text.length).toBeLessThanOrEqual(2000);
});
