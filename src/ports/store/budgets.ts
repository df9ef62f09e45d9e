import type { Account, Balance } from '../../core/money/budget.ts';

/** What was spent. */
export interface Budgets {
  /** An account's balance in a period; zero when nothing happened in it. */
  balance(scope: Account['scope'], id: string, periodKey: string): Promise<Balance>;
}
