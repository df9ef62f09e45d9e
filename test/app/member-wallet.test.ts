import { describe, expect, test } from 'vitest';

import type { MemberWallet } from '../../src/app/member-wallet.ts';
import type { Visitor } from '../../src/app/visitor.ts';
import { EACH, NOVEMBER, opened, TO_FINISHED } from '../contract/samples.ts';
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
    ['the most generous of the roles', { everyone: { cap: 100_000 }, roles: { [ROLE]: { cap: 150_000 }, [RICH]: { cap: 200_000 } } }, 'role', 200_000],
    ['the member’s own, though a role is more generous', { roles: { [RICH]: { cap: 200_000 } }, members: { [MEMBER]: { cap: 90_000 } } }, 'member', 90_000],
    ['the server’s, when it leaves less than the member’s own', { cap: 80_000, members: { [MEMBER]: { cap: 90_000 } } }, 'server', 80_000],
    ['the server’s, for whoever is exempt', { everyone: { cap: 0 }, members: { [MEMBER]: { isExempt: true } } }, 'server', 5_000_000],
    ['the member’s own, when both leave the same', { cap: 90_000, members: { [MEMBER]: { cap: 90_000 } } }, 'member', 90_000],
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

  expect((await walletOf(stage)).prices).toEqual([{ variant: 'medium-turbo', prices: { text: 15_000, references: 17_500, moodboard: 20_000 } }]);
  await stage.decide({ everyone: { variants: ['medium-turbo'] }, members: { [MEMBER]: { isExempt: true } } });
  expect((await walletOf(stage)).prices).toHaveLength(3);
});

test('in direct messages the direct wallet counts; closed, it says so', async () => {
  const wallet = { scope: 'direct' as const, id: MEMBER };
  const open = setSpendingStage({ ceilings: { direct: 50_000 } });
  expect(await walletOf(open, { wallet })).toMatchObject({ binding: { whose: { kind: 'direct' }, left: 50_000 }, server: null });

  const closed = setSpendingStage();
  expect(await closed.wallet(closed.visitor({ wallet }))).toEqual({ refused: { kind: 'direct-wallet-closed' } });
});
