import type { QuickAction } from '../../../app/moderation/alert-actions.ts';
import type { Button } from '../../interactions/press.ts';
import { answerOnCard } from './answer-on-card.ts';

/** A button of an alert. The card comes to show what was done, or the member who pressed reads why not. */
function alertButton(action: QuickAction): Button {
  return {
    verb: `alert-${action}`,
    async press({ visitor, control, responder }, app) {
      await responder.deferUpdate();
      return answerOnCard(responder, await app.alerts(visitor, control.subjectId, action, control.amount));
    },
  };
}

/**
 * Raise adds a round amount to the server's cap for good; pause starts nothing new until a moderator resumes; lower
 * halves the cap of everyone without a rule of their own, or sets one.
 */
export const alertButtons: readonly Button[] = (['raise', 'pause', 'lower'] as const).map(alertButton);
