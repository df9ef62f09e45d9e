import { guildCeiling } from '../../core/money/budget.ts';
import type { Ceilings } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import { loweredMemberCap, raiseStep } from '../../core/rules/alerts.ts';
import { guildCapAt } from '../../core/rules/caps.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CardBox } from '../../ports/store/card-box.ts';
import type { Alert } from '../../ports/store/cards.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { EditRules } from '../budget/edit-rules.ts';
import { ALERT_ACTIONS } from './card-content.ts';
import type { CardFollower } from './card-follower.ts';

export type QuickAction = keyof typeof ALERT_ACTIONS;

/**
 * Does what a button of an alert offers, once: of two presses at the same time the second is told
 * who pressed first. `shown` is the amount on which the press was decided; when another one is in force by then,
 * nothing is done. The card shows what was done.
 */
export type AlertActions = (
  visitor: Visitor,
  alertId: string,
  action: QuickAction,
  shown?: MicroUsd,
) => Promise<{ done: true } | Refused>;

export interface AlertActionDeps {
  cardBox: Pick<CardBox, 'alert' | 'fallBehind'>;
  rulebook: Pick<Rulebook, 'newestOf'>;
  editRules: EditRules;
  follower: Pick<CardFollower, 'follow'>;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
}

/** Builds the quick actions of alerts. Every press is judged anew and written into the audit. */
export function createAlertActions({
  cardBox,
  rulebook,
  editRules,
  follower,
  ceilings,
  clock,
}: AlertActionDeps): AlertActions {
  return async (visitor, alertId, action, shown) => {
    const alert = await cardBox.alert(alertId);
    // An alert of another server is none here: its id alone gives no power over that server.
    if (alert === undefined || visitor.wallet.scope !== 'guild' || alert.guildId !== visitor.wallet.id) {
      return { refused: { kind: 'unknown-control' } };
    }
    const key = { kind: 'alert', id: alertId } as const;
    // Before it is done: a crash in between leaves a card that is looked at again.
    await cardBox.fallBehind(key);
    const outcome = await editRules(visitor, {
      action: ALERT_ACTIONS[action],
      targetId: alertId,
      reason: 'from an alert',
      // Another press on the alert changes the rules, and this runs again on the new ones.
      edit: async (rules) => (await obstacle(alert, action, rules)) ?? edited(alert, action, rules, shown),
    });
    follower.follow(key);
    return 'refused' in outcome ? outcome : { done: true };
  };

  async function obstacle({ guildId, id }: Alert, action: QuickAction, rules: Rules): Promise<Refused | undefined> {
    if (action === 'pause' && !rules.isPaused) return undefined;
    // Who paused everything may have done it by command.
    const before = await rulebook.newestOf(guildId, ALERT_ACTIONS[action], ...(action === 'pause' ? [] : [id]));
    if (before === undefined && action !== 'pause') return undefined;
    return { refused: { kind: 'done-already', what: action, by: before?.actorId ?? null } };
  }

  function edited(
    { guildId, cap: alertCap }: Alert,
    action: QuickAction,
    rules: Rules,
    shown: MicroUsd | undefined,
  ): Rules | Refused {
    const capNow = guildCapAt(guildId, rules, ceilings, clock.now());
    switch (action) {
      case 'pause':
        return { ...rules, isPaused: true };
      case 'raise': {
        if (shown !== undefined && shown !== capNow) return { refused: { kind: 'card-outdated' } };
        const ceiling = guildCeiling(ceilings, guildId);
        const cap = (rules.cap ?? ceilings.defaultGuild) + raiseStep(alertCap);
        return cap > ceiling ? { refused: { kind: 'above-ceiling', ceiling } } : { ...rules, cap };
      }
      case 'lower': {
        const cap = loweredMemberCap(rules.everyone.cap, capNow);
        if (shown !== undefined && shown !== cap) return { refused: { kind: 'card-outdated' } };
        return { ...rules, everyone: { ...rules.everyone, cap } };
      }
    }
  }
}
