import { describe, expect, test } from 'vitest';

import { PLAIN_OPTION_RULES } from '../../../../src/core/picture/option-rule.ts';
import type { OptionRule } from '../../../../src/core/picture/option-rule.ts';
import type { AttachmentProblem, Refusal } from '../../../../src/core/picture/refusal.ts';
import { describeDecisionRefusal } from '../../../../src/wording/en/refusal/decision-refusal.ts';
import { describeRefusal } from '../../../../src/wording/en/refusal/refusal.ts';

const PROBLEMS: AttachmentProblem[] = [
  'empty',
  'not-an-image',
  'gif',
  'svg',
  'damaged',
  'too-large',
  'too-many-pixels',
  'progressive',
  'unreachable',
];

const OPTION_RULES: OptionRule[] = [
  ...PLAIN_OPTION_RULES.map((kind) => ({ kind })),
  ...(['text', 'number', 'whole-number', 'yes-or-no', 'other'] as const).map((expected) => ({
    kind: 'wrong-type' as const,
    expected,
  })),
  { kind: 'not-a-choice', choices: ['1:1', '4:3'] },
  { kind: 'too-small', limit: 0, unit: 'none' },
  { kind: 'too-small', limit: 1, unit: 'characters' },
  { kind: 'too-big', limit: 2_147_483_647, unit: 'none' },
  { kind: 'too-big', limit: 4_000, unit: 'characters' },
  { kind: 'limits-full', of: 'roles', most: 250 },
  { kind: 'limits-full', of: 'members', most: 1_000 },
  { kind: 'channels-full', most: 100 },
  { kind: 'raises-full', most: 200 },
];

/** Every refusal, keyed by its kind, so that a new one cannot be forgotten here. */
const BY_KIND: { [Kind in Refusal['kind']]: Extract<Refusal, { kind: Kind }>[] } = {
  'budget-exceeded': (['operator', 'ceiling', 'guild', 'member', 'direct'] as const).map((scope) => ({
    kind: 'budget-exceeded',
    scope,
    price: 120_000,
    left: 50_000,
    endsAt: Date.UTC(2026, 11, 1),
  })),
  'direct-wallet-closed': [{ kind: 'direct-wallet-closed' }],
  'unknown-price': [{ kind: 'unknown-price' }],
  'server-waits': [{ kind: 'server-waits' }],
  'operator-unknown': [{ kind: 'operator-unknown' }],
  'operator-only': [{ kind: 'operator-only' }],
  paused: [{ kind: 'paused' }],
  'wrong-channel': [{ kind: 'wrong-channel', channelIds: ['400000000000000001', '400000000000000002'] }],
  'variant-not-allowed': [{ kind: 'variant-not-allowed', allowed: ['medium', 'medium-turbo'] }],
  'too-many-pictures': [
    { kind: 'too-many-pictures', most: 1 },
    { kind: 'too-many-pictures', most: 2 },
  ],
  'request-too-expensive': [{ kind: 'request-too-expensive', price: 120_000, most: 60_000 }],
  'too-many-shown-at-once': [{ kind: 'too-many-shown-at-once' }],
  'too-many-files-at-once': [{ kind: 'too-many-files-at-once' }],
  'too-many-at-once': [{ kind: 'too-many-at-once', underWay: 2, most: 2 }],
  'too-many-images': [{ kind: 'too-many-images' }],
  'cooling-down': [{ kind: 'cooling-down', until: Date.UTC(2026, 11, 1) }],
  'missing-permissions': [
    { kind: 'missing-permissions', permissions: ['View Channel', 'Attach Files'] },
    { kind: 'missing-permissions', permissions: ['Send Messages in Threads'] },
  ],
  'attachment-limit-too-small': [{ kind: 'attachment-limit-too-small' }],
  'bad-attachment': PROBLEMS.map((problem) => ({ kind: 'bad-attachment', name: 'cat.png', problem })),
  'invalid-option': OPTION_RULES.map((rule) => ({ kind: 'invalid-option', option: 'seed', rule })),
  'unknown-generation': [{ kind: 'unknown-generation' }],
  'foreign-generation': [{ kind: 'foreign-generation' }],
  'private-generation': [{ kind: 'private-generation' }],
  'hidden-channel': [{ kind: 'hidden-channel' }],
  'age-restricted': [{ kind: 'age-restricted' }],
  'removed-generation': [{ kind: 'removed-generation' }],
  'nothing-to-show': [{ kind: 'nothing-to-show' }],
  'unknown-control': [{ kind: 'unknown-control' }],
  'already-running': (['paint', 'cancel', 'delete', 'other'] as const).map((action) => ({
    kind: 'already-running',
    action,
  })),
  'not-yours': [
    { kind: 'not-yours', action: 'cancel' },
    { kind: 'not-yours', action: 'delete' },
  ],
  'nothing-to-cancel': [{ kind: 'nothing-to-cancel' }],
  'server-only': [{ kind: 'server-only' }],
  'not-a-moderator': [{ kind: 'not-a-moderator' }],
  'manage-server-only': [{ kind: 'manage-server-only' }],
  'rules-changed-meanwhile': [{ kind: 'rules-changed-meanwhile' }],
  'too-early-to-decide': [{ kind: 'too-early-to-decide', at: Date.UTC(2026, 11, 1) }],
  'already-decided': [{ kind: 'already-decided' }],
  'already-right': [{ kind: 'already-right' }],
  'no-alert-channel': [{ kind: 'no-alert-channel' }],
  'already-asked': [{ kind: 'already-asked' }],
  'too-many-asked': [{ kind: 'too-many-asked', most: 3 }],
  'offer-ended': [{ kind: 'offer-ended' }],
  'own-request': [{ kind: 'own-request' }],
  'approval-ended': (['approved', 'denied', 'expired', 'failed'] as const).map((state) => ({
    kind: 'approval-ended',
    state,
    by: '100000000000000009',
  })),
  'references-gone': [{ kind: 'references-gone' }],
  'done-already': (['raise', 'pause', 'lower'] as const).flatMap((what) =>
    [null, '100000000000000009'].map((by) => ({ kind: 'done-already', what, by }) as const),
  ),
  'card-outdated': [{ kind: 'card-outdated' }],
  'price-changed': [null, 30_000].map((shown) => ({ kind: 'price-changed', shown, price: 50_000 })),
  'above-ceiling': [{ kind: 'above-ceiling', ceiling: 100_000_000 }],
  'token-refused': [{ kind: 'token-refused' }],
  'shutting-down': [{ kind: 'shutting-down' }],
};
const ALL = Object.values(BY_KIND).flat();
/** Words of programmers and of Discord's documents, and second names for what has one. */
const JARGON =
  /\b(?:interaction|ephemeral|guild|token|job|ledger|hold|API|request id|invalid|error|afresh|image generation)\b/iu;

/** What never costs anything: a word about money there would only raise the question. */
const FREE: ReadonlySet<Refusal['kind']> = new Set<Refusal['kind']>([
  'above-ceiling',
  'age-restricted',
  'already-asked',
  'already-decided',
  'already-right',
  'done-already',
  'hidden-channel',
  'invalid-option',
  'manage-server-only',
  'no-alert-channel',
  'not-a-moderator',
  'not-yours',
  'nothing-to-cancel',
  'nothing-to-show',
  'offer-ended',
  'operator-only',
  'own-request',
  'rules-changed-meanwhile',
  'server-only',
  'too-early-to-decide',
  'too-many-asked',
  'too-many-shown-at-once',
  'unknown-generation',
]);

function isFree(refusal: Refusal): boolean {
  return FREE.has(refusal.kind) || (refusal.kind === 'already-running' && refusal.action !== 'paint');
}

describe('a refusal in words', () => {
  test.each(ALL)('is a few short sentences: %j', (refusal) => {
    const words = describeRefusal(refusal);
    expect(words).toMatch(/^[A-Z*].*[.]$/u);
    expect(words.length).toBeGreaterThan(30);
    expect(words.length).toBeLessThan(400);
    expect(words).not.toMatch(/undefined|null|NaN|\{|\}|-exceeded|_/u);
  });

  test.each(ALL)('says what happened and what to do next, in words that people use: %j', (refusal) => {
    const words = describeRefusal(refusal);
    expect(words.split(/(?<=[.;:]) /).length).toBeGreaterThanOrEqual(isFree(refusal) ? 2 : 3);
    expect(words).not.toMatch(JARGON);
  });

  test.each(ALL.filter((refusal) => !isFree(refusal)))('says that nothing was paid: %j', (refusal) => {
    expect(describeRefusal(refusal)).toMatch(
      /not charged|nothing (was|more was) (changed or )?charged|charged once at most/iu,
    );
  });

  test.each(ALL.filter(isFree))('does not speak of charges where nothing costs anything: %j', (refusal) => {
    expect(describeRefusal(refusal)).not.toMatch(/not charged|nothing (was|more was) (changed or )?charged/iu);
  });

  test('is different for every case', () => {
    expect(new Set(ALL.map((refusal) => describeRefusal(refusal))).size).toBe(ALL.length);
  });

  test('tells price, rest and reset of a budget', () => {
    const guild = BY_KIND['budget-exceeded'].find(({ scope }) => scope === 'guild');
    expect(guild && describeRefusal(guild)).toBe(
      'This would cost $0.12, and this server’s budget has $0.05 left. Not charged. It resets <t:1796083200:R>; someone with **Manage Server** can raise it sooner.',
    );
  });

  test('names the permissions that are missing', () => {
    const words = describeRefusal({
      kind: 'missing-permissions',
      permissions: ['View Channel', 'Send Messages', 'Attach Files'],
    });
    expect(words).toContain('**View Channel**, **Send Messages** and **Attach Files**');
  });

  test('shows a hostile file name as it is', () => {
    const words = describeRefusal({ kind: 'bad-attachment', name: '@everyone ||x||\u202e.png', problem: 'gif' });
    expect(words).toContain(String.raw`**\@everyone \|\|x\|\|.png**`);
    expect(describeRefusal({ kind: 'bad-attachment', name: '\u200b', problem: 'gif' })).toContain('**The attachment**');
  });
});

/**
 * What may stand between a moderator's approval and its pictures; worded for whoever asked, it would address the wrong
 * person.
 */
const OF_THE_REQUEST: ReadonlySet<Refusal['kind']> = new Set<Refusal['kind']>([
  'server-waits',
  'operator-unknown',
  'paused',
  'wrong-channel',
  'variant-not-allowed',
  'too-many-pictures',
  'request-too-expensive',
  'budget-exceeded',
  'too-many-at-once',
  'cooling-down',
  'missing-permissions',
  'attachment-limit-too-small',
  'unknown-price',
  'above-ceiling',
  'references-gone',
  'price-changed',
  'token-refused',
  'too-many-images',
]);

describe('a decision that is not carried out, in words for the moderator', () => {
  test.each(ALL.filter(({ kind }) => OF_THE_REQUEST.has(kind)))(
    'says what stands against the request, that nothing is charged, and what to do: %j',
    (refusal) => {
      const words = describeDecisionRefusal(refusal);
      expect(words).toContain('Nothing is charged');
      expect(words).not.toMatch(/\b[Yy]ou(r|’)?\b|[Aa]sk (them|a moderator|someone)/u);
      expect(words).not.toBe(describeRefusal(refusal));
      expect(words.length).toBeLessThan(400);
    },
  );

  test.each(ALL.filter(({ kind }) => !OF_THE_REQUEST.has(kind)))(
    'says what everybody reads when it is about the press itself: %j',
    (refusal) => {
      expect(describeDecisionRefusal(refusal)).toBe(describeRefusal(refusal));
    },
  );
});
