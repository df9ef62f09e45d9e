import type { Refused } from '../../../core/picture/refusal.ts';
import { wording } from '../../../wording/wording.ts';
import type { PressEnd } from '../../interactions/press.ts';
import type { Responder } from '../../interactions/responder.ts';
import { textMessage } from '../../render/rendered.ts';

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
