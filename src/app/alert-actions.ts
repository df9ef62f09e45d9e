import { loweredMemberCap, raiseStep } from '../core/alerts.ts';
import { guildCeiling } from '../core/budget.ts';
import type { Ceilings } from '../core/budget.ts';
import type { Refused } from '../core/refusal.ts';
import { guildCapAt } from '../core/rules.ts';
import type { EditRules } from './edit-rules.ts';
import type { CardBox } from './ports/card-box.ts';
import type { Alert, Card, CardAction } from './ports/cards.ts';
import type { Clock } from './ports/clock.ts';
import type { Visitor } from './visitor.ts';
import type { WalletReader } from './wallet.ts';

export type QuickAction = 'raise' | 'pause' | 'lower';

/** Does what a button of an alert offers, for whoever may; the card shows how things stand afterwards. */
export type AlertActions = (visitor: Visitor, alertId: string, action: QuickAction) => Promise<{ card: Card } | Refused>;

export interface AlertActionDeps {
  cardBox: Pick<CardBox, 'alert'>;
  editRules: EditRules;
  wallet: WalletReader;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
}

/** Builds the quick actions of alerts. Every press is judged anew and written into the audit. */
export function createAlertActions({ cardBox, editRules, wallet, ceilings, clock }: AlertActionDeps): AlertActions {
  return async (visitor, alertId, action) => {
    const alert = await cardBox.alert(alertId);
    // An alert of another server is none here: its id alone gives no power over that server.
    if (alert === undefined || visitor.wallet.scope !== 'guild' || alert.guildId !== visitor.wallet.id) {
      return { refused: { kind: 'unknown-control' } };
    }
    const outcome = await editRules(visitor, edits(alert)[action]);
    if ('refused' in outcome) return outcome;
    const { after } = outcome;
    const { balance, cap } = await wallet.read(visitor.wallet);
    const what = done(action, alert, after.everyone.cap);
    return {
      card: { kind: 'alert', alert, roleId: after.alerts?.roleId ?? null, now: { balance, cap, isPaused: after.isPaused }, done: { by: visitor.userId, what } },
    };
  };

  function edits(alert: Alert): Record<QuickAction, Parameters<EditRules>[1]> {
    const common = { targetId: null, reason: 'from an alert' };
    return {
      raise: {
        ...common,
        action: 'raise',
        edit(rules) {
          const ceiling = guildCeiling(ceilings, alert.guildId);
          const cap = Math.min(rules.cap ?? ceilings.defaultGuild, ceiling) + raiseStep(alert.cap);
          return cap > ceiling ? { refused: { kind: 'above-ceiling', ceiling } } : { ...rules, cap };
        },
      },
      pause: { ...common, action: 'pause', edit: (rules) => ({ ...rules, isPaused: true }) },
      lower: {
        ...common,
        action: 'everyone',
        edit(rules) {
          const cap = loweredMemberCap(rules.everyone.cap, guildCapAt(alert.guildId, rules, ceilings, clock.now()));
          return { ...rules, everyone: { ...rules.everyone, cap } };
        },
      },
    };
  }
}

function done(action: QuickAction, alert: Alert, memberCap: number | undefined): CardAction {
  switch (action) {
    case 'raise':
      return { kind: 'raised', by: raiseStep(alert.cap) };
    case 'pause':
      return { kind: 'paused' };
    case 'lower':
      return { kind: 'lowered', cap: memberCap ?? 0 };
  }
}
