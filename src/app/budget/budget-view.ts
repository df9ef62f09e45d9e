import type { Ceilings } from '../../core/money/budget.ts';
import { forecast } from '../../core/money/forecast.ts';
import type { Forecast } from '../../core/money/forecast.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Budgets } from '../../ports/store/budgets.ts';
import type { CardBox } from '../../ports/store/card-box.ts';
import type { LedgerReader } from '../../ports/store/ledger-reader.ts';
import { readCeiling } from './wallet.ts';
import type { CeilingState, WalletReader, WalletState } from './wallet.ts';

/** A server's budget, its pace and its rules. */
export interface BudgetView {
  state: WalletState;
  forecast: Forecast;
  rules: Rules;
  /** What the operator lets the server spend this month, where that is less than its budget leaves. */
  ceiling: CeilingState | undefined;
  /** The newest alert or request for moderators, if it could not be posted. */
  undelivered: { at: number; channelId: string | null; detail: string } | null;
}

export interface BudgetReaderDeps {
  ledger: Pick<LedgerReader, 'firstSpentAt'>;
  budgets: Budgets;
  cardBox: Pick<CardBox, 'newest'>;
  wallet: WalletReader;
  ceilings: Ceilings;
  clock: Clock;
}

/** Shows a server's budget under given rules, as it stands now. */
export type BudgetReader = (visitor: Visitor, rules: Rules) => Promise<BudgetView>;

/** Builds the reader of budgets. */
export function createBudgetReader({
  ledger,
  budgets,
  cardBox,
  wallet,
  ceilings,
  clock,
}: BudgetReaderDeps): BudgetReader {
  return async (visitor, rules) => {
    const { id } = visitor.wallet;
    const [state, newest] = await Promise.all([wallet.read(visitor.wallet, rules), cardBox.newest(id)]);
    const undelivered =
      newest?.status === 'failed'
        ? { at: newest.createdAt, channelId: newest.channelId, detail: newest.detail ?? '' }
        : null;
    const firstSpentAt = state.period.endsAt === null ? await ledger.firstSpentAt(id) : null;
    const ceiling = await readCeiling({ budgets, ceilings, clock }, id, state);
    return {
      state,
      ceiling,
      rules: withoutEnded(rules, clock.now()),
      undelivered,
      forecast: forecast(state.balance, state.cap, state.period, clock.now(), firstSpentAt),
    };
  };
}

/** Grants that have ended stay in the rules until the next one is given, and are not shown. */
export function withoutEnded(rules: Rules, now: number): Rules {
  return { ...rules, grants: rules.grants.filter(({ until }) => now < until) };
}
