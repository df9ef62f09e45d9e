import type { Ceilings } from '../../core/money/budget.ts';
import { periodAt } from '../../core/money/period.ts';
import { resultOf } from '../../core/rules/approval.ts';
import type { Approval } from '../../core/rules/approval.ts';
import type { AuditAction } from '../../core/rules/audit-action.ts';
import { guildCapAt } from '../../core/rules/caps.ts';
import type { LimitInTheWay } from '../../core/rules/limits-in-the-way.ts';
import { rulesPartSchema } from '../../core/rules/rules.ts';
import type { Rules, RulesPart } from '../../core/rules/rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Approvals } from '../../ports/store/approvals.ts';
import type { Budgets } from '../../ports/store/budgets.ts';
import type { CardBox } from '../../ports/store/card-box.ts';
import type { Alert, Card, CardKey } from '../../ports/store/cards.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { AuditEntry, Rulebook } from '../../ports/store/rulebook.ts';

export interface CardContentDeps {
  cardBox: Pick<CardBox, 'alert'>;
  approvals: Pick<Approvals, 'find'>;
  journal: Pick<Journal, 'find'>;
  budgets: Budgets;
  rulebook: Pick<Rulebook, 'read' | 'newestOf'>;
  /** What stands against a request that waits, and when the server's amounts start again. */
  limitsOf(approval: Approval, rules: Rules): Promise<{ limits: LimitInTheWay[]; endsAt: number | null }>;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
}

/** How the audit names what is done from an alert; the alert is its target. */
export const ALERT_ACTIONS = { raise: 'raise', pause: 'pause', lower: 'everyone' } as const satisfies Record<
  string,
  AuditAction
>;

/** What stands on cards. */
export interface CardContent {
  /** A card that is still to be posted; undefined when there is nothing to say any more. */
  read(key: CardKey): Promise<Card | undefined>;
  /** What a card has to show by now. */
  current(key: CardKey): Promise<Card | undefined>;
}

/** Builds the reader of what cards say. */
export function createCardContent(deps: CardContentDeps): CardContent {
  const { cardBox, approvals, journal, budgets, rulebook, limitsOf, ceilings, clock } = deps;

  async function approvalCard(approval: Approval): Promise<Card> {
    const { rules } = await rulebook.read(approval.guildId);
    const { limits, endsAt } = await limitsOf(approval, rules);
    const generation = approval.state === 'approved' ? await journal.find(approval.id) : undefined;
    const result = generation === undefined ? null : resultOf(generation);
    return { kind: 'approval', approval, roleId: rules.alerts?.roleId ?? null, limits, endsAt, result };
  }

  async function alertCard(alert: Alert, isFirst: boolean): Promise<Card> {
    const { guildId } = alert;
    // Before the rules: a card that tells what was done must not show them as they were before it.
    const done = await doneFrom(alert);
    const { rules } = await rulebook.read(guildId);
    const period = periodAt(rules.period, clock.now());
    const cap = guildCapAt(guildId, rules, ceilings, clock.now());
    const now = isFirst
      ? null
      : { balance: await budgets.balance('guild', guildId, period.key), cap, endsAt: period.endsAt };
    const { isPaused, everyone } = rules;
    return { kind: 'alert', alert, roleId: rules.alerts?.roleId ?? null, now, isPaused, memberCap: everyone.cap, done };
  }

  async function doneFrom(alert: Alert): Promise<Extract<Card, { kind: 'alert' }>['done']> {
    const newest = async (action: AuditAction): Promise<AuditEntry | undefined> =>
      rulebook.newestOf(alert.guildId, action, alert.id);
    const [raised, paused, lowered] = await Promise.all([
      newest(ALERT_ACTIONS.raise),
      newest(ALERT_ACTIONS.pause),
      newest(ALERT_ACTIONS.lower),
    ]);
    const to = partOf(raised?.after)?.cap;
    const lowest = partOf(lowered?.after)?.everyone?.cap;
    return [
      ...(raised === undefined || to === undefined
        ? []
        : [
            {
              by: raised.actorId,
              at: raised.at,
              what: { kind: 'raised' as const, from: partOf(raised.before)?.cap ?? null, to },
            },
          ]),
      ...(paused === undefined ? [] : [{ by: paused.actorId, at: paused.at, what: { kind: 'paused' as const } }]),
      ...(lowered === undefined || lowest === undefined
        ? []
        : [{ by: lowered.actorId, at: lowered.at, what: { kind: 'lowered' as const, cap: lowest } }]),
    ].toSorted((a, b) => a.at - b.at);
  }

  async function card({ kind, id }: CardKey, isFirst: boolean): Promise<Card | undefined> {
    if (kind === 'alert') {
      const alert = await cardBox.alert(id);
      return alert && alertCard(alert, isFirst);
    }
    const approval = await approvals.find(id);
    return approval === undefined || (isFirst && approval.state !== 'asked') ? undefined : approvalCard(approval);
  }

  return { read: async (key) => card(key, true), current: async (key) => card(key, false) };
}

/** What a line of the audit says of the rules before or after it; undefined when another version wrote it. */
function partOf(part: unknown): RulesPart | undefined {
  return rulesPartSchema.safeParse(part).data;
}
