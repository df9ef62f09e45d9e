import type { App } from '../../../app/app.ts';
import type { QuickAction } from '../../../app/moderation/alert-actions.ts';
import type { Refused } from '../../../core/picture/refusal.ts';
import { wording } from '../../../wording/wording.ts';
import type { Press, PressEnd } from '../../interactions/press.ts';
import type { Responder } from '../../interactions/responder.ts';
import { textMessage } from '../../render/rendered.ts';

/** Does what a button of an alert offers; the card comes to show it, or the member who pressed reads why not. */
export async function actOnAlert(
  { visitor, control, responder }: Press,
  app: App,
  action: QuickAction,
): Promise<PressEnd> {
  await responder.deferUpdate();
  return answerOnCard(responder, await app.alerts(visitor, control.subjectId, action, control.amount));
}

/**
 * Tells privately why a press on a card was refused. Success is shown by the card's update: an answer from here could
 * cover something newer.
 */
export function answerOnCard(responder: Responder, outcome: object | Refused): PressEnd {
  if (!('refused' in outcome)) return 'done';
  return {
    sayNo: async () =>
      responder.followUpPrivately(textMessage(wording.refusal.describeDecisionRefusal(outcome.refused))),
  };
}
