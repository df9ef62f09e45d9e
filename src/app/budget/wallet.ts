import { guildCeiling, leftOf } from '../../core/money/budget.ts';
import type { Balance, Ceilings } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import { periodAt, UTC_MONTH } from '../../core/money/period.ts';
import type { Period } from '../../core/money/period.ts';
import type { Wallet } from '../../core/picture/generation.ts';
import { guildCapAt } from '../../core/rules/caps.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Budgets } from '../../ports/store/budgets.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';

export interface WalletState {
  cap: MicroUsd;
  balance: Balance;
  period: Period;
}

/**
 * Reads what a wallet may spend, has spent and has held in its current period; by its server's rules if they are known
 * already.
 */
export interface WalletReader {
  read(wallet: Wallet, known?: Rules): Promise<WalletState>;
}

/** Builds the reader over rules and ledger. */
export function createWalletReader(deps: {
  budgets: Budgets;
  rulebook: Rulebook;
  ceilings: Ceilings;
  clock: Clock;
}): WalletReader {
  const { budgets, rulebook, ceilings, clock } = deps;
  return {
    async read({ scope, id }, known) {
      const now = clock.now();
      if (scope === 'direct') {
        const period = periodAt(UTC_MONTH, now);
        return { cap: ceilings.direct, balance: await budgets.balance(scope, id, period.key), period };
      }
      const rules = known ?? (await rulebook.read(id)).rules;
      const period = periodAt(rules.period, now);
      return {
        cap: guildCapAt(id, rules, ceilings, now),
        balance: await budgets.balance(scope, id, period.key),
        period,
      };
    },
  };
}

/** What the operator still lets a server spend in the running calendar month. */
export interface CeilingState {
  cap: MicroUsd;
  left: MicroUsd;
  period: Period;
}

/** Reads it; undefined where the server's own budget leaves no more than that. */
export async function readCeiling(
  { budgets, ceilings, clock }: { budgets: Budgets; ceilings: Ceilings; clock: Pick<Clock, 'now'> },
  guildId: string,
  { cap: own, balance }: Pick<WalletState, 'cap' | 'balance'>,
): Promise<CeilingState | undefined> {
  const period = periodAt(UTC_MONTH, clock.now());
  const cap = guildCeiling(ceilings, guildId);
  const left = leftOf(await budgets.balance('ceiling', guildId, period.key), cap);
  return left < leftOf(balance, own) ? { cap, left, period } : undefined;
}
