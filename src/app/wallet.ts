import type { Balance, Ceilings } from '../core/budget.ts';
import type { Wallet } from '../core/generation.ts';
import type { MicroUsd } from '../core/money.ts';
import { periodAt, UTC_MONTH } from '../core/period.ts';
import type { Period } from '../core/period.ts';
import { guildCapAt } from '../core/rules.ts';
import type { Budgets } from './ports/budgets.ts';
import type { Clock } from './ports/clock.ts';
import type { Rulebook } from './ports/rulebook.ts';

export interface WalletState {
  cap: MicroUsd;
  balance: Balance;
  period: Period;
}

/** Reads what a wallet may spend, has spent and has held in its current period. */
export interface WalletReader {
  read(wallet: Wallet): Promise<WalletState>;
}

/** Builds the reader over rules and ledger. */
export function createWalletReader(deps: { budgets: Budgets; rulebook: Rulebook; ceilings: Ceilings; clock: Clock }): WalletReader {
  const { budgets, rulebook, ceilings, clock } = deps;
  return {
    async read({ scope, id }) {
      const now = clock.now();
      if (scope === 'direct') {
        const period = periodAt(UTC_MONTH, now);
        return { cap: ceilings.direct, balance: await budgets.balance(scope, id, period.key), period };
      }
      const { rules } = await rulebook.read(id);
      const period = periodAt(rules.period, now);
      return { cap: guildCapAt(id, rules, ceilings, now), balance: await budgets.balance(scope, id, period.key), period };
    },
  };
}
