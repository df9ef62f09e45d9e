import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { memberAccountId } from '../../../src/core/money/budget.ts';
import type { Ceilings } from '../../../src/core/money/budget.ts';
import type { Lift } from '../../../src/core/rules/approval.ts';
import { judgeApproved } from '../../../src/core/rules/judge-approved.ts';
import type { ApprovalTerms } from '../../../src/core/rules/judge-approved.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import type { ApprovedOutcome, Approving, NewGeneration } from '../../../src/ports/store/journal.ts';
import type { RuleChange } from '../../../src/ports/store/rulebook.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { kept } from '../records/approvals.contract.ts';
import { admitted, EACH, held, NOTHING, NOVEMBER, sample } from '../samples.ts';

const { guildId: GUILD, userId: MEMBER } = kept();
const IDS = Array.from({ length: 50 }, (_, n) => `1000000000000001${String(n).padStart(2, '0')}`);
const [ID = ''] = IDS;
const AT = NOVEMBER.startsAt + 1_000;
const CEILINGS: Ceilings = {
  defaultGuild: 5 * EACH,
  maxGuild: 100 * EACH,
  perGuild: new Map(),
  total: 250 * EACH,
  direct: 0,
};
const ALL: readonly Lift[] = ['server-cap', 'member-cap', 'price', 'count', 'models'];

/** The generation of a request that waits, one picture. */
function asked(id = ID, changes: Partial<NewGeneration> = {}): NewGeneration {
  return sample({
    id,
    wallet: { scope: 'guild', id: GUILD },
    place: { guildId: GUILD, channelId: 'c' },
    userId: MEMBER,
    createdAt: AT,
    ...changes,
  });
}

function approving(
  changes: { id?: string; isRaise?: boolean; terms?: ApprovalTerms; ceilings?: Ceilings } = {},
): Approving {
  const { id = ID, isRaise = false, terms = { lifts: ALL, missing: {} }, ceilings = CEILINGS } = changes;
  const { request, price } = asked(id);
  const order = {
    wallet: { scope: 'guild', id: GUILD },
    access: 'open',
    userId: MEMBER,
    roleIds: [],
    channelIds: [],
    request,
    count: 1,
    price,
  } as const;
  return {
    actor: { userId: 'moderator-1', interactionId: `press on ${id}` },
    isRaise,
    now: AT,
    judge: (rules, used) => judgeApproved({ id, asked: order, isRaise, terms }, rules, used, ceilings, AT),
  };
}

/** What every store must do when a request is approved. */
export function approvingContract(name: string, createStore: () => Promise<Store>): void {
  describe(`approving: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    const ask = async (id = ID, expiresAt = AT + 10): Promise<void> =>
      expect(await store.approvals.ask(kept({ id, price: EACH }), { askedAt: AT - 10, expiresAt }, 99)).toBe('asked');
    const ruled = async (rules: Partial<Rules>, interactionId = 'set'): Promise<void> => {
      const { rules: before, version } = await store.rulebook.read(GUILD);
      const actor = { userId: 'moderator-1', interactionId };
      const change: RuleChange = { actor, action: 'set', targetId: null, reason: null };
      expect(await store.rulebook.change(GUILD, version, { ...NO_RULES, ...before, ...rules }, change, AT - 5)).toBe(
        true,
      );
    };
    const approve = async (changes: Parameters<typeof approving>[0] = {}): Promise<ApprovedOutcome> =>
      store.journal.openApproved(asked(changes.id), approving(changes));
    const guild = async (): Promise<unknown> => store.budgets.balance('guild', GUILD, NOVEMBER.key);
    /** Everything that approving may write. */
    const records = async (): Promise<unknown> => [
      await store.rulebook.read(GUILD),
      await store.rulebook.audit(GUILD, 99),
      await store.approvals.find(ID),
      await store.journal.find(ID),
      await store.ledger.balances(),
      await store.cardBox.behind(),
    ];

    test('a request that was opened already is told as one, and nothing is written', async () => {
      await ask();
      expect(await store.journal.open(asked(), admitted(asked()), null)).toMatchObject({ kind: 'opened' });
      const before = await records();
      expect(await approve()).toStrictEqual({ kind: 'duplicate' });
      expect(await records()).toStrictEqual(before);
    });

    test('the decision, the raise, their lines in the audit and the hold are written together', async () => {
      await ruled({ cap: 10_000 });
      await ask();
      expect(await approve()).toMatchObject({ kind: 'opened', generation: { id: ID } });
      expect(await store.rulebook.read(GUILD)).toMatchObject({
        rules: { cap: 10_000, grants: [{ id: ID, amount: 20_000, until: NOVEMBER.endsAt }] },
        version: 2,
      });
      expect(await store.approvals.find(ID)).toMatchObject({
        state: 'approved',
        lifts: ['server-cap'],
        decision: { by: 'moderator-1', at: AT, isRaise: false, reason: null },
      });
      expect(await guild()).toEqual(held(EACH));
      expect(await store.rulebook.newestOf(GUILD, 'approve', ID)).toMatchObject({
        before: { state: 'asked' },
        after: { state: 'approved', lifts: ['server-cap'], price: EACH, userId: MEMBER },
      });
      expect(await store.rulebook.newestOf(GUILD, 'raise for request', ID)).toMatchObject({
        actorId: 'moderator-1',
        before: { grants: [] },
        after: { grants: [{ amount: 20_000 }] },
      });
      expect(await store.cardBox.behind()).toEqual([{ kind: 'approval', id: ID }]);
    });

    test('without anything in the way nothing is raised, and the rules stay as they are', async () => {
      await ruled({ cap: EACH });
      await ask();
      expect(await approve({ isRaise: true })).toMatchObject({ kind: 'opened' });
      expect(await store.rulebook.read(GUILD)).toMatchObject({ version: 1, rules: { cap: EACH, grants: [] } });
      expect(await store.approvals.find(ID)).toMatchObject({ state: 'approved', lifts: [] });
    });

    test('a raise for good and a lifted cap of the member stand on record, and the cap limits whoever comes next', async () => {
      await ruled({ cap: 10_000, everyone: { cap: 0 } });
      await ask();
      expect(await approve()).toMatchObject({ kind: 'opened' });
      expect(await store.approvals.find(ID)).toMatchObject({ lifts: ['server-cap', 'member-cap'] });
      expect(await store.budgets.balance('member', memberAccountId(GUILD, MEMBER), NOVEMBER.key)).toEqual(held(EACH));
      await ask(IDS[1]);
      expect(await approve({ id: IDS[1] ?? '', terms: { lifts: ['server-cap'], missing: {} } })).toEqual({
        kind: 'judged',
        refused: { kind: 'card-outdated' },
      });
      expect(
        await approve({ id: IDS[1] ?? '', isRaise: true, terms: { lifts: ALL, missing: { 'member-cap': 2 * EACH } } }),
      ).toMatchObject({ kind: 'opened' });
      expect((await store.rulebook.read(GUILD)).rules).toMatchObject({
        cap: 10_000 + EACH,
        grants: [{ amount: 20_000 }, { amount: 2 * EACH, userId: MEMBER }],
      });
    });

    test.each<[string, Partial<Rules>, Parameters<typeof approving>[0], object]>([
      ['everything is paused', { isPaused: true }, {}, { kind: 'judged', refused: { kind: 'paused' } }],
      [
        'a limit is in the way that the card did not name',
        { cap: 0 },
        { terms: { lifts: ['models'], missing: {} } },
        { kind: 'judged', refused: { kind: 'card-outdated' } },
      ],
      [
        'more is missing than the card said',
        { cap: 0 },
        { isRaise: true, terms: { lifts: ALL, missing: { 'server-cap': EACH - 1 } } },
        { kind: 'judged', refused: { kind: 'card-outdated' } },
      ],
      [
        'the period has no end and it is for once',
        { cap: 0, period: { ...NO_RULES.period, kind: 'none' } },
        {},
        { kind: 'judged', refused: { kind: 'card-outdated' } },
      ],
      [
        'the operator allows the server no more',
        { cap: 0 },
        { ceilings: { ...CEILINGS, maxGuild: EACH - 1 } },
        { kind: 'judged', refused: { kind: 'above-ceiling', ceiling: EACH - 1 } },
      ],
      [
        'the operator has no more for all servers',
        { cap: 0 },
        { ceilings: { ...CEILINGS, total: EACH - 1 } },
        { kind: 'denied', by: { kind: 'refused', account: { scope: 'operator' } } },
      ],
    ])('nothing at all is written when %s, whichever way it is approved', async (_, rules, changes, outcome) => {
      await ruled(rules);
      await ask();
      const before = await records();
      expect(await approve(changes)).toMatchObject(outcome);
      expect(await records()).toEqual(before);
    });

    test('nothing at all is written when the member has enough under way, or asked just now', async () => {
      await ruled({ cap: EACH, everyone: { atOnce: 1 } });
      await ask(IDS[1]);
      expect(await approve({ id: IDS[1] ?? '' })).toMatchObject({ kind: 'opened' });
      await ask();
      const before = await records();
      expect(await approve()).toMatchObject({
        kind: 'denied',
        by: { kind: 'too-many-at-once', underWay: 1 },
        admission: { atOnce: 1 },
      });
      expect(await records()).toEqual(before);
      await ruled({ everyone: { coolDown: 60 } }, 'cool down');
      const later = await records();
      expect(await approve()).toMatchObject({ kind: 'denied', by: { kind: 'cooling-down' } });
      expect(await records()).toEqual(later);
    });

    test('what does not wait is not opened: unknown, denied, expired, approved before', async () => {
      expect(await approve()).toEqual({ kind: 'ended' });
      await ask();
      expect(await approve()).toMatchObject({ kind: 'opened' });
      expect(await approve()).toEqual({ kind: 'ended' });
      await ask(IDS[1]);
      arranged(
        await store.approvals.deny(
          IDS[1] ?? '',
          { actor: { userId: 'moderator-2', interactionId: 'no' }, reason: null },
          AT,
        ),
      );
      expect(await approve({ id: IDS[1] ?? '' })).toEqual({ kind: 'ended' });
      await ask(IDS[2], AT);
      expect(await approve({ id: IDS[2] ?? '' })).toEqual({ kind: 'ended' });
      expect(await guild()).toEqual(held(EACH));
    });

    test.each([false, true])(
      'fifty approved at once, twice each, come to fifty holds and a cap that is just theirs (for good: %s)',
      async (isRaise) => {
        await ruled({ cap: 20_000 });
        for (const id of IDS) await ask(id);
        const outcomes = await Promise.all([...IDS, ...IDS].map(async (id) => approve({ id, isRaise })));
        // What another one took meanwhile is more than one request misses at most: once all that was left is gone, each
        // misses its price.
        expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(50);
        expect(outcomes.filter(({ kind }) => kind === 'ended')).toHaveLength(50);
        expect(await guild()).toEqual({ ...NOTHING, held: 50 * EACH });
        const { rules } = await store.rulebook.read(GUILD);
        expect((rules.cap ?? 0) + rules.grants.reduce((sum, { amount }) => sum + amount, 0)).toBe(50 * EACH);
      },
    );
  });
}
