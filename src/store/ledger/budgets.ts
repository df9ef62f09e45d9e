import type { Budgets } from '../../ports/store/budgets.ts';
import type { Database } from '../database/transaction.ts';
import { readBalance } from './balances.ts';

/** Balances in a database. */
export function createBudgets(db: Database): Budgets {
  return { balance: (scope, id, periodKey) => readBalance(db, { scope, id }, periodKey) };
}
