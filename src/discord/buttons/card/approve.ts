import type { Button } from '../../interactions/press.ts';
import { answerOnCard } from './answer-on-card.ts';

/** "Approve once": runs the request as it was asked, with no more than it takes to allow it. */
export const approve: Button = {
  verb: 'approve',
  async press({ visitor, control, responder }, app) {
    await responder.deferUpdate();
    return answerOnCard(
      responder,
      await app.approvals.approve(visitor, control.subjectId, false, control.terms ?? control.amount),
    );
  },
};
