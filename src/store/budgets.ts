import type { Budgets } from '../app/ports/budgets.ts';
import { readBalance } from './balances.ts';
import type { Database } from './transaction.ts';

/** Balances in a database. */
export function createBudgets(db: Database): Budgets {
  return { balance: (scope, id, periodKey) => readBalance(db, { scope, id }, periodKey) };
}
