import type { Ceilings } from '../../core/money/budget.ts';
import { guildCeiling, memberAccountId } from '../../core/money/budget.ts';
import { forecast } from '../../core/money/forecast.ts';
import type { Forecast } from '../../core/money/forecast.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import { periodAt } from '../../core/money/period.ts';
import type { PeriodRule } from '../../core/money/period.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import { guildCapAt } from '../../core/rules/caps.ts';
import { limitsFor } from '../../core/rules/effective-limits.ts';
import type { Effective } from '../../core/rules/effective-limits.ts';
import { withGrant } from '../../core/rules/grants.ts';
import { allows, PERMISSION } from '../../core/rules/permissions.ts';
import type { AlertRules, Limits, Rules } from '../../core/rules/rules.ts';
import { mayManageBudget } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Budgets } from '../../ports/store/budgets.ts';
import type { CardBox } from '../../ports/store/card-box.ts';
import type { LedgerReader } from '../../ports/store/ledger-reader.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { EditRules } from './edit-rules.ts';
import type { ForeignNames } from './foreign-names.ts';
import { limitsAt, withAlerts, withChannel, withLimits, withTerms } from './rule-edits.ts';
import type { ChannelChange, LimitTarget } from './rule-edits.ts';
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
export interface BudgetDesk {
  show(visitor: Visitor): Outcome<BudgetView>;
  set(
    visitor: Visitor,
    wanted: { cap?: MicroUsd; period?: Partial<PeriodRule> },
    reason: string | null,
  ): Outcome<BudgetChange>;
  limit(
    visitor: Visitor,
    target: LimitTarget,
    limits: Limits | 'clear',
    reason: string | null,
  ): Outcome<{ after: Limits; isChanged: boolean }>;
  grant(
    visitor: Visitor,
    amount: MicroUsd,
    until: number,
    reason: string | null,
  ): Outcome<BudgetView & { isChanged: boolean }>;
  pause(visitor: Visitor, isPaused: boolean, reason: string | null): Outcome<BudgetView & { isChanged: boolean }>;
  /** Changes where pictures may be asked for. Channels that are deleted are dropped by the way. */
  channel(visitor: Visitor, change: ChannelChange): Outcome<{ channels: readonly string[]; isChanged: boolean }>;
  /** Where moderators hear about the budget, and when; what is left out stays as it is. */
  alerts(
    visitor: Visitor,
    wanted: Partial<AlertRules> | 'off',
    reason: string | null,
  ): Outcome<{ alerts: AlertRules | null; isChanged: boolean }>;
  moderators(visitor: Visitor, roleId: string | null): Outcome<{ roleId: string | null; isChanged: boolean }>;
  explain(visitor: Visitor, member: { userId: string; roleIds: readonly string[] }): Outcome<Explanation>;
}

export interface BudgetDeskDeps {
  ledger: Pick<LedgerReader, 'firstSpentAt'>;
  budgets: Budgets;
  rulebook: Rulebook;
  cardBox: Pick<CardBox, 'newest'>;
  editRules: EditRules;
  wallet: WalletReader;
  foreignNames: ForeignNames;
  ceilings: Ceilings;
  clock: Clock;
}

/** Builds `/krea-budget`. */
export function createBudgetDesk({
  ledger,
  budgets,
  rulebook,
  cardBox,
  editRules,
  wallet,
  foreignNames,
  ceilings,
  clock,
}: BudgetDeskDeps): BudgetDesk {
  async function view(visitor: Visitor, rules: Rules): Promise<BudgetView> {
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
      rules: withoutEnded(rules),
      undelivered,
      forecast: forecast(state.balance, state.cap, state.period, clock.now(), firstSpentAt),
    };
  }

  /** Grants that have ended stay in the rules until the next one is given, and are not shown. */
  const withoutEnded = (rules: Rules): Rules => ({
    ...rules,
    grants: rules.grants.filter(({ until }) => clock.now() < until),
  });

  const termsOf = (guildId: string, rules: Rules): BudgetTerms => ({
    cap: guildCapAt(guildId, { ...rules, grants: [] }, ceilings, clock.now()),
    period: rules.period,
  });

  async function edited(
    visitor: Visitor,
    edit: Parameters<EditRules>[1],
  ): Outcome<BudgetView & { before: Rules; isChanged: boolean }> {
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
    show: async (visitor) => forModerators(visitor, async (rules) => view(visitor, rules)),

    async set(visitor, wanted, reason) {
      const { id } = visitor.wallet;
      const edit = (rules: Rules): Rules | Refused => withTerms(rules, wanted, guildCeiling(ceilings, id));
      const outcome = await edited(visitor, { action: 'set', targetId: null, reason, edit });
      return 'refused' in outcome
        ? outcome
        : { ...outcome, before: termsOf(id, outcome.before), after: termsOf(id, outcome.rules) };
    },

    async limit(visitor, target, limits, reason) {
      const read = (rules: Rules): Limits => limitsAt(rules, target);
      const foreign = await foreignNames.refuse(
        visitor.wallet.id,
        'who',
        'roleIds',
        target.kind === 'role' && limits !== 'clear' ? target.id : null,
      );
      if (foreign !== undefined) return foreign;
      const outcome = await editRules(visitor, {
        action: target.kind,
        targetId: target.kind === 'everyone' ? null : target.id,
        reason,
        edit: (rules) => withLimits(rules, target, limits === 'clear' ? {} : { ...read(rules), ...limits }),
      });
      return 'refused' in outcome ? outcome : { after: read(outcome.after), isChanged: outcome.isChanged };
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

    async channel(visitor, change) {
      const added = change !== 'everywhere' && change.isAllowed ? change.channelId : null;
      const foreign = await foreignNames.refuse(visitor.wallet.id, 'channel', 'channelIds', added);
      if (foreign !== undefined) return foreign;
      const outcome = await editRules(visitor, {
        action: change === 'everywhere' ? 'allow everywhere' : added === null ? 'remove channel' : 'allow channel',
        targetId: change === 'everywhere' ? null : change.channelId,
        reason: null,
        edit: async (rules) =>
          withChannel(
            rules,
            change,
            (await foreignNames.goneOf(visitor.wallet.id, { channelIds: rules.channels })).channelIds,
          ),
      });
      return 'refused' in outcome ? outcome : { channels: outcome.after.channels, isChanged: outcome.isChanged };
    },

    async alerts(visitor, wanted, reason) {
      const { channelId, roleId } = wanted === 'off' ? {} : wanted;
      const { id } = visitor.wallet;
      const foreign =
        (await foreignNames.refuse(id, 'channel', 'channelIds', channelId)) ??
        (await foreignNames.refuse(id, 'role', 'roleIds', roleId));
      if (foreign !== undefined) return foreign;
      const outcome = await editRules(visitor, {
        action: 'alerts',
        targetId: null,
        reason,
        edit: (rules) => withAlerts(rules, wanted),
      });
      return 'refused' in outcome ? outcome : { alerts: outcome.after.alerts, isChanged: outcome.isChanged };
    },

    async moderators(visitor, roleId) {
      const isByRole = visitor.wallet.scope === 'guild' && !allows(visitor.memberPermissions, PERMISSION.manageGuild);
      // Whoever was let in by a role must not let in others, nor lock out those of the old one.
      if (isByRole) return { refused: { kind: 'manage-server-only' } };
      const foreign = await foreignNames.refuse(visitor.wallet.id, 'role', 'roleIds', roleId);
      if (foreign !== undefined) return foreign;
      const outcome = await editRules(visitor, {
        action: 'moderators',
        targetId: roleId,
        reason: null,
        edit: (rules) => ({ ...rules, moderatorRole: roleId }),
      });
      return 'refused' in outcome ? outcome : { roleId, isChanged: outcome.isChanged };
    },

    explain: async (visitor, member) =>
      forModerators(visitor, async (stored) => {
        const rules = withoutEnded(stored);
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
