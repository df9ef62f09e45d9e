import { expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../../src/core/picture/request.ts';
import type { Approval, ApprovalResult } from '../../../../src/core/rules/approval.ts';
import type { LimitInTheWay } from '../../../../src/core/rules/limits-in-the-way.ts';
import type { Card } from '../../../../src/ports/store/cards.ts';
import { describeApproval, describeState } from '../../../../src/wording/en/card/approval.ts';
import { describeOutcome, describeOutcomeInPublic } from '../../../../src/wording/en/refusal/outcome.ts';

const APPROVAL: Approval = {
  id: '100000000000000001',
  guildId: '300000000000000001',
  userId: '200000000000000001',
  roleIds: [],
  channelId: '500000000000000001',
  parentChannelId: null,
  isThread: false,
  appPermissions: '0',
  applicationId: '600000000000000001',
  attachmentLimit: 1_000,
  order: {
    verb: 'create',
    parent: null,
    request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 },
    count: 2,
    isPrivate: false,
    isSpoiler: false,
  },
  price: 60_000,
  lifts: ['server-cap'],
  state: 'approved',
  askedAt: 10_000,
  expiresAt: 100_000,
  decision: { by: '700000000000000001', at: 50_000, isRaise: false, reason: null },
  told: null,
};

const RESULT: ApprovalResult = { made: 0, failed: 0, cancelled: 0, open: 0, uncertain: 0, charged: 0, held: 0 };

function stateOf(result: Partial<ApprovalResult> | null, approval: Partial<Approval> = {}): string {
  const card: Extract<Card, { kind: 'approval' }> = {
    kind: 'approval',
    approval: { ...APPROVAL, ...approval },
    roleId: null,
    limits: [],
    endsAt: null,
    result: result && { ...RESULT, ...result },
  };
  return describeState(card);
}

test.each<[Partial<ApprovalResult> | null, string]>([
  [null, 'Starting…'],
  [{ open: 2, held: 60_000 }, 'In progress: $0.06 is reserved, and only finished pictures are charged.'],
  [{ made: 1, charged: 30_000 }, '**1 picture made, $0.03 charged.**'],
  [{ made: 2, charged: 60_000 }, '**2 pictures made, $0.06 charged.**'],
  [{ made: 1, failed: 1, charged: 30_000 }, '**1 of 2 pictures made, $0.03 charged.** 1 failed, not charged.'],
  [
    { made: 1, failed: 1, cancelled: 2, charged: 30_000 },
    '**1 of 4 pictures made, $0.03 charged.** 1 failed and 2 were cancelled, not charged.',
  ],
  [{ failed: 2 }, '**It failed. Nothing was charged.**'],
  [{ cancelled: 2 }, '**It was cancelled. Nothing was charged.**'],
  [{ failed: 1, cancelled: 1 }, '**1 failed and 1 was cancelled. Nothing was charged.**'],
  [
    { uncertain: 1, held: 30_000 },
    'It’s unclear whether Krea made it, so $0.03 stays reserved. Decide with `/krea-budget resolve`.',
  ],
  [
    { made: 1, uncertain: 1, charged: 30_000, held: 30_000 },
    '**1 of 2 pictures made, $0.03 charged.** It’s unclear whether Krea made 1 of them, so $0.03 stays reserved. Decide with `/krea-budget resolve`.',
  ],
])('an approved request of which came %j says so, and what it cost', (result, words) => {
  expect(stateOf(result)).toBe(`**Approved** by <@700000000000000001>, this time only.\n${words}`);
});

test('whatever ends without a picture says that nothing was charged, and whether the requester knows', () => {
  for (const state of ['denied', 'expired', 'failed'] as const) {
    expect(stateOf(null, { state })).toContain('Nothing was charged.');
    expect(stateOf(null, { state })).not.toContain('couldn’t tell');
    expect(stateOf(null, { state, told: 'nowhere' })).toContain('I couldn’t tell <@200000000000000001>');
  }
});

const SERVER: LimitInTheWay = { lift: 'server-cap', amount: { left: 20_000, cap: 50_000, missing: 40_000 } };
const MEMBER: LimitInTheWay = { lift: 'member-cap', amount: { left: 0, cap: 30_000, missing: 60_000 } };

function wordsOf(
  limits: readonly LimitInTheWay[],
  endsAt: number | null = 1_000,
  changes: Partial<Approval> = {},
): string {
  const card: Extract<Card, { kind: 'approval' }> = {
    kind: 'approval',
    approval: { ...APPROVAL, state: 'asked', ...changes },
    roleId: null,
    limits,
    endsAt,
    result: null,
  };
  return `${describeApproval(card)}\n${describeState(card)}`;
}

test('only a request that waits shows what is left: later figures are not those that refused it', () => {
  expect(wordsOf([SERVER])).toContain('This is over this server’s budget: $0.02 of $0.05 left.');
  expect(wordsOf([], null, { state: 'approved' })).toContain('It was over this server’s budget.');
});

test('a card names every limit in the way, and what approving comes to', () => {
  const words = wordsOf([SERVER, MEMBER, { lift: 'models', amount: null }]);
  for (const part of [
    '**3 limits** block it',
    '- over this server’s budget: $0.02 of $0.05 left',
    '- over their own limit: $0.00 of $0.03 left',
    '- a model they can’t use',
    '$0.04 of the budget and $0.06 of their own limit',
  ])
    expect(words).toContain(part);
  expect(wordsOf([], null, { state: 'approved', lifts: ['server-cap', 'member-cap'] })).toContain(
    'It was over this server’s budget and over their own limit.',
  );
  expect(wordsOf([])).toContain('No limit blocks it any more.');
  expect(wordsOf([MEMBER], null)).toContain('raises it permanently');
  expect(wordsOf([SERVER, MEMBER], null)).toContain('raises it permanently');
});

test.each(['denied', 'expired', 'failed'] as const)(
  'whose request was %s learns it with prompt and reason, and in public with neither',
  (state) => {
    const approval: Approval = {
      ...APPROVAL,
      state,
      decision: { by: '700000000000000001', at: 1, isRaise: false, reason: 'too dear, @everyone' },
    };
    expect(describeOutcome(approval)).toMatch(/Not charged\..*They wrote: too dear.*> a heron/su);
    const open = describeOutcomeInPublic(approval);
    expect(open).toContain('Not charged.');
    for (const secret of ['heron', 'too dear', '@everyone']) expect(open).not.toContain(secret);
  },
);
