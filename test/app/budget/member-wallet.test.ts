import { describe, expect, test } from 'vitest';

import type { MemberWallet } from '../../../src/app/budget/member-wallet.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { EACH, NOVEMBER, opened, sample, TO_FINISHED } from '../../contract/samples.ts';
import { setSpendingStage } from './spending-stage.ts';
import type { SpendingStage } from './spending-stage.ts';

const ROLE = '500000000000000001';
const RICH = '500000000000000002';
const MEMBER = '100000000000000001';

async function walletOf(stage: SpendingStage, changes: Partial<Visitor> = {}): Promise<MemberWallet> {
  const outcome = await stage.wallet(stage.visitor({ userId: MEMBER, memberPermissions: 0n, ...changes }));
  if ('refused' in outcome) throw new Error(outcome.refused.kind);
  return outcome;
}

/** One paid picture and one under way. */
async function spend({ store }: SpendingStage, userId = MEMBER): Promise<void> {
  await opened(store.journal, { id: '2001', userId, createdAt: NOVEMBER.startsAt }, TO_FINISHED, []);
}

describe('the cap that binds', () => {
  test.each([
    ['the server’s, when nothing else is set', {}, 'server', 5_000_000],
    ['the rule for everyone', { everyone: { cap: 100_000 } }, 'everyone', 100_000],
    [
      'the most generous of the roles',
      { everyone: { cap: 100_000 }, roles: { [ROLE]: { cap: 150_000 }, [RICH]: { cap: 200_000 } } },
      'role',
      200_000,
    ],
    [
      'the member’s own, though a role is more generous',
      { roles: { [RICH]: { cap: 200_000 } }, members: { [MEMBER]: { cap: 90_000 } } },
      'member',
      90_000,
    ],
    [
      'the server’s, when it leaves less than the member’s own',
      { cap: 80_000, members: { [MEMBER]: { cap: 90_000 } } },
      'server',
      80_000,
    ],
    [
      'the server’s, for whoever is exempt',
      { everyone: { cap: 0 }, members: { [MEMBER]: { isExempt: true } } },
      'server',
      5_000_000,
    ],
    [
      'the member’s own, when both leave the same',
      { cap: 90_000, members: { [MEMBER]: { cap: 90_000 } } },
      'member',
      90_000,
    ],
  ])('is %s', async (_, rules, whose, cap) => {
    const stage = setSpendingStage();
    await stage.decide(rules);
    await spend(stage);

    const { binding } = await walletOf(stage, { roleIds: [ROLE, RICH] });

    expect(binding).toMatchObject({ whose: { kind: whose }, cap, left: cap - 2 * EACH });
  });

  test('is the operator’s when all servers together have used the most', async () => {
    const stage = setSpendingStage({ ceilings: { total: 70_000 } });
    await spend(stage, 'somebody-else');

    expect((await walletOf(stage)).binding).toMatchObject({ whose: { kind: 'operator' }, left: 10_000 });
  });

  test('leaves nothing, never less, when it was lowered below what is spent', async () => {
    const stage = setSpendingStage();
    await spend(stage);
    await stage.decide({ everyone: { cap: 10_000 } });

    expect((await walletOf(stage)).binding.left).toBe(0);
  });
});

test('spent and reserved are the member’s own, and the period’s end says when it starts again', async () => {
  const stage = setSpendingStage();
  await spend(stage);
  await opened(stage.store.journal, { id: '2002', userId: 'somebody-else' }, TO_FINISHED);

  const { balance, period } = await walletOf(stage);

  expect(balance).toEqual({ spent: EACH, held: EACH, carried: 0 });
  expect(period.endsAt).toBe(Date.UTC(2026, 11, 1));
});

test('prices are those of the models that the member may use', async () => {
  const stage = setSpendingStage();
  await stage.decide({ everyone: { variants: ['medium-turbo'] }, members: { [MEMBER]: { cap: 1_000_000 } } });

  expect((await walletOf(stage)).prices).toEqual([
    { variant: 'medium-turbo', prices: { text: 15_000, references: 17_500, moodboard: 20_000 } },
  ]);
  await stage.decide({ everyone: { variants: ['medium-turbo'] }, members: { [MEMBER]: { isExempt: true } } });
  expect((await walletOf(stage)).prices).toHaveLength(3);
});

describe('what somebody is told of their wallet', () => {
  test('holds every cap that counts, the most personal first, each with what it leaves and when it starts again', async () => {
    const stage = setSpendingStage({ ceilings: { perGuild: new Map([['guild-1', 4_000_000]]), total: 9_000_000 } });
    await stage.decide({
      cap: 4_000_000,
      period: { kind: 'day', zone: 'UTC', resetDay: 1 },
      everyone: { cap: 500_000 },
    });
    await spend(stage);
    const tomorrow = Date.UTC(2026, 10, 23);
    const month = Date.UTC(2026, 11, 1);

    const { caps, period, server } = await walletOf(stage);

    expect(caps.map(({ whose, cap, left, period: { endsAt } }) => [whose.kind, cap, left, endsAt])).toEqual([
      ['everyone', 500_000, 500_000, tomorrow],
      ['server', 4_000_000, 4_000_000, tomorrow],
      ['operator', 9_000_000, 9_000_000 - 2 * EACH, month],
    ]);
    expect(period.endsAt).toBe(tomorrow);
    expect(server).toMatchObject({ rules: { cap: 4_000_000 }, limits: { cap: { value: 500_000 } }, access: 'open' });
  });

  test('names the operator’s ceiling for the server where it leaves less than the server’s own budget', async () => {
    const stage = setSpendingStage({ ceilings: { perGuild: new Map([['guild-1', 50_000]]) } });
    expect((await walletOf(stage)).caps.map(({ whose: { kind } }) => kind)).toEqual(['server', 'operator']);
    // The month goes on while the server's day starts again.
    await stage.decide({ period: { kind: 'day', zone: 'UTC', resetDay: 1 } });
    const ceiling = { scope: 'ceiling' as const, id: 'guild-1', cap: 50_000, period: NOVEMBER };
    await stage.store.journal.open(
      sample({ id: '2001' }),
      { accounts: [ceiling], atOnce: null, coolDownMs: null, now: NOVEMBER.startsAt },
      null,
    );
    expect((await walletOf(stage)).binding).toEqual({
      whose: { kind: 'ceiling' },
      cap: 50_000,
      left: 20_000,
      period: expect.objectContaining({ endsAt: Date.UTC(2026, 11, 1) }),
    });
  });

  test('counts what moderators added for a while, until it ends', async () => {
    const stage = setSpendingStage();
    await stage.decide({
      members: { [MEMBER]: { cap: 10_000 } },
      grants: [{ id: '700000000000000001', amount: 20_000, until: stage.clock.now() + 1_000, userId: MEMBER }],
    });
    expect((await walletOf(stage)).binding).toMatchObject({ cap: 30_000, left: 30_000 });
    await stage.clock.pass(1_000);
    expect((await walletOf(stage)).binding).toMatchObject({ cap: 10_000, left: 10_000 });
  });

  test('names the requests with pictures that could be shown nowhere, and no removed ones', async () => {
    const stage = setSpendingStage();
    for (const [id, ...paths] of [
      ['2001', [...TO_FINISHED, 'delivered'], [...TO_FINISHED, 'kept']],
      ['2002', [...TO_FINISHED, 'delivered'], TO_FINISHED],
      ['2003', [...TO_FINISHED, 'kept']],
    ] as const)
      await opened(stage.store.journal, { id, userId: MEMBER }, ...paths);
    await opened(stage.store.journal, { id: '2004', userId: 'somebody-else' }, [...TO_FINISHED, 'kept']);
    await stage.store.journal.noteRemoved('2003', MEMBER);
    expect((await walletOf(stage)).kept).toEqual(['2001']);
  });
});

test('in direct messages the direct wallet counts; closed, it says so', async () => {
  const wallet = { scope: 'direct' as const, id: MEMBER };
  const open = setSpendingStage({ ceilings: { direct: 50_000 } });
  expect(await walletOf(open, { wallet })).toMatchObject({
    binding: { whose: { kind: 'direct' }, cap: 50_000, left: 50_000 },
    caps: [{ whose: { kind: 'direct' } }, { whose: { kind: 'operator' }, left: 250_000_000 }],
    period: { endsAt: Date.UTC(2026, 11, 1) },
    server: null,
    prices: { length: 3 },
  });
  const scarce = setSpendingStage({ ceilings: { direct: 50_000, total: 40_000 } });
  expect((await walletOf(scarce, { wallet })).binding).toMatchObject({ whose: { kind: 'operator' }, left: 40_000 });

  const closed = setSpendingStage();
  expect(await closed.wallet(closed.visitor({ wallet }))).toEqual({ refused: { kind: 'direct-wallet-closed' } });
});
