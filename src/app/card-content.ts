import type { Ceilings } from '../core/budget.ts';
import { memberAccountId, usedOf } from '../core/budget.ts';
import type { Approval } from '../core/approval.ts';
import { periodAt } from '../core/period.ts';
import { guildCapAt, limitsFor, memberCapAt } from '../core/rules.ts';
import type { Rules } from '../core/rules.ts';
import type { Approvals } from './ports/approvals.ts';
import type { Budgets } from './ports/budgets.ts';
import type { CardBox } from './ports/card-box.ts';
import type { Card, CardKey } from './ports/cards.ts';
import type { Clock } from './ports/clock.ts';
import type { Rulebook } from './ports/rulebook.ts';

export interface CardContentDeps {
  cardBox: Pick<CardBox, 'alert'>;
  approvals: Pick<Approvals, 'find'>;
  budgets: Budgets;
  rulebook: Pick<Rulebook, 'read'>;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
}

/** What stands on cards. */
export interface CardContent {
  /** A card that is still to be posted; undefined when there is nothing to say any more. */
  read(key: CardKey): Promise<Card | undefined>;
  approvalCard(approval: Approval): Promise<Card>;
  /** How the amount stands that the request's limit is about; null for limits that are no amount for a period. */
  room(approval: Approval, rules: Rules): Promise<{ used: number; cap: number; endsAt: number | null } | null>;
}

/** Builds the reader of what cards say. */
export function createCardContent({ cardBox, approvals, budgets, rulebook, ceilings, clock }: CardContentDeps): CardContent {
  async function room({ lift, guildId, userId, roleIds }: Approval, rules: Rules): ReturnType<CardContent['room']> {
    const now = clock.now();
    const period = periodAt(rules.period, now);
    const isServer = lift === 'server-cap';
    const cap = isServer ? guildCapAt(guildId, rules, ceilings, now) : memberCapAt(rules, limitsFor(rules, { userId, roleIds }), userId, now);
    if ((!isServer && lift !== 'member-cap') || cap === null) return null;
    const balance = isServer
      ? await budgets.balance('guild', guildId, period.key)
      : await budgets.balance('member', memberAccountId(guildId, userId), period.key);
    return { used: usedOf(balance), cap, endsAt: period.endsAt };
  }

  async function approvalCard(approval: Approval): Promise<Card> {
    const { rules } = await rulebook.read(approval.guildId);
    const found = await room(approval, rules);
    const left = found === null ? null : { amount: Math.max(0, found.cap - found.used), cap: found.cap, endsAt: found.endsAt };
    return { kind: 'approval', approval, roleId: rules.alerts?.roleId ?? null, left };
  }

  return {
    room,
    approvalCard,
    async read({ kind, id }) {
      if (kind === 'approval') {
        const approval = await approvals.find(id);
        return approval?.state === 'asked' ? approvalCard(approval) : undefined;
      }
      const alert = await cardBox.alert(id);
      if (alert === undefined) return undefined;
      const { rules } = await rulebook.read(alert.guildId);
      return { kind, alert, roleId: rules.alerts?.roleId ?? null, now: null, done: null };
    },
  };
}
