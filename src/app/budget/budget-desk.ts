import { guildCeiling, memberAccountId } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import { periodAt } from '../../core/money/period.ts';
import type { PeriodRule } from '../../core/money/period.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import { guildCapAt } from '../../core/rules/caps.ts';
import { limitsFor } from '../../core/rules/effective-limits.ts';
import type { Effective } from '../../core/rules/effective-limits.ts';
import { withGrant } from '../../core/rules/grants.ts';
import type { Rules } from '../../core/rules/rules.ts';
import { mayManageBudget } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import { createBudgetReader, withoutEnded } from './budget-view.ts';
import type { BudgetReaderDeps, BudgetView } from './budget-view.ts';
import type { RuleEdit } from './edit-rules.ts';
import { createNamedRules } from './named-rules.ts';
import type { NamedRules, NamedRulesDeps } from './named-rules.ts';
import { withTerms } from './rule-edits.ts';
import type { WalletState } from './wallet.ts';

/** What moderators have set, without what was granted for a while. */
export interface BudgetTerms {
  cap: MicroUsd;
  period: PeriodRule;
}

/** A budget after a change of its terms. */
export interface BudgetChange extends BudgetView {
  before: BudgetTerms;
  after: BudgetTerms;
}

/** Which rules a member's limits come from. */
export interface Explanation {
  limits: Effective;
  rules: Rules;
  server: WalletState;
  /** What the member has used of their own cap in the running period. */
  used: WalletState['balance'];
}

type Outcome<Value> = Promise<Value | Refused>;

/** What moderators do with a server's budget; every change is in the audit. */
export interface BudgetDesk extends NamedRules {
  show(visitor: Visitor): Outcome<BudgetView>;
  set(
    visitor: Visitor,
    wanted: { cap?: MicroUsd; period?: Partial<PeriodRule> },
    reason: string | null,
  ): Outcome<BudgetChange>;
  grant(
    visitor: Visitor,
    amount: MicroUsd,
    until: number,
    reason: string | null,
  ): Outcome<BudgetView & { isChanged: boolean }>;
  pause(visitor: Visitor, isPaused: boolean, reason: string | null): Outcome<BudgetView & { isChanged: boolean }>;
  explain(visitor: Visitor, member: { userId: string; roleIds: readonly string[] }): Outcome<Explanation>;
}

export interface BudgetDeskDeps extends BudgetReaderDeps, NamedRulesDeps {
  rulebook: Rulebook;
}

/** Builds `/krea-budget`. */
export function createBudgetDesk(deps: BudgetDeskDeps): BudgetDesk {
  const { budgets, rulebook, editRules, wallet, ceilings, clock } = deps;
  const view = createBudgetReader(deps);

  const termsOf = (guildId: string, rules: Rules): BudgetTerms => ({
    cap: guildCapAt(guildId, { ...rules, grants: [] }, ceilings, clock.now()),
    period: rules.period,
  });

  async function edited(visitor: Visitor, edit: RuleEdit): Outcome<BudgetView & { before: Rules; isChanged: boolean }> {
    const outcome = await editRules(visitor, edit);
    return 'refused' in outcome
      ? outcome
      : { ...(await view(visitor, outcome.after)), before: outcome.before, isChanged: outcome.isChanged };
  }

  async function forModerators<Value>(visitor: Visitor, read: (rules: Rules) => Promise<Value>): Outcome<Value> {
    if (visitor.wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
    const { rules } = await rulebook.read(visitor.wallet.id);
    return mayManageBudget(visitor, rules) ? read(rules) : { refused: { kind: 'not-a-moderator' } };
  }

  return {
    ...createNamedRules(deps),

    show: async (visitor) => forModerators(visitor, async (rules) => view(visitor, rules)),

    async set(visitor, wanted, reason) {
      const { id } = visitor.wallet;
      const edit = (rules: Rules): Rules | Refused => withTerms(rules, wanted, guildCeiling(ceilings, id));
      const outcome = await edited(visitor, { action: 'set', targetId: null, reason, edit });
      return 'refused' in outcome
        ? outcome
        : { ...outcome, before: termsOf(id, outcome.before), after: termsOf(id, outcome.rules) };
    },

    grant: async (visitor, amount, until, reason) =>
      edited(visitor, {
        action: 'grant',
        targetId: null,
        reason,
        edit(rules) {
          const after = withGrant(rules, { id: visitor.interactionId, amount, until }, clock.now());
          if ('refused' in after) return after;
          const capBy = (some: Rules): MicroUsd => guildCapAt(visitor.wallet.id, some, ceilings, clock.now());
          const ceiling = guildCeiling(ceilings, visitor.wallet.id);
          return capBy(after) - capBy(rules) < amount ? { refused: { kind: 'above-ceiling', ceiling } } : after;
        },
      }),

    pause: async (visitor, isPaused, reason) =>
      edited(visitor, {
        action: isPaused ? 'pause' : 'resume',
        targetId: null,
        reason,
        edit: (rules) => ({ ...rules, isPaused }),
      }),

    explain: async (visitor, member) =>
      forModerators(visitor, async (stored) => {
        const rules = withoutEnded(stored, clock.now());
        const [server, used] = await Promise.all([
          wallet.read(visitor.wallet, rules),
          budgets.balance(
            'member',
            memberAccountId(visitor.wallet.id, member.userId),
            periodAt(rules.period, clock.now()).key,
          ),
        ]);
        return { limits: limitsFor(rules, member), rules, server, used };
      }),
  };
}
