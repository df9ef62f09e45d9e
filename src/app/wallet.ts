import { capOf } from '../core/budget.ts';
import type { Balance, Ceilings } from '../core/budget.ts';
import type { Wallet } from '../core/generation.ts';
import { monthOf } from '../core/period.ts';
import type { Period } from '../core/period.ts';
import type { Budgets } from './ports/budgets.ts';
import type { Clock } from './ports/clock.ts';

export interface WalletState {
  cap: number;
  balance: Balance;
  period: Period;
}

/** Reads what a wallet may spend, has spent and has held in the current period. */
export interface WalletReader {
  read(wallet: Wallet): Promise<WalletState>;
}

/** Builds the reader over the ledger. */
export function createWalletReader({ budgets, ceilings, clock }: { budgets: Budgets; ceilings: Ceilings; clock: Clock }): WalletReader {
  return {
    async read(wallet) {
      const period = monthOf(clock.now());
      const [guildCap, balance] = await Promise.all([
        wallet.scope === 'guild' ? budgets.guildCap(wallet.id) : undefined,
        budgets.balance(wallet.scope, wallet.id, period.key),
      ]);
      return { cap: capOf(wallet, guildCap, ceilings), balance, period };
    },
  };
}
