import type { Button } from '../../interactions/press.ts';
import { answerOnCard } from './answer-on-card.ts';

/** "Approve and raise": raises by what is missing the limits that are amounts, and runs the request. */
export const approveRaise: Button = {
  verb: 'approve-raise',
  async press({ visitor, control, responder }, app) {
    await responder.deferUpdate();
    return answerOnCard(
      responder,
      await app.approvals.approve(visitor, control.subjectId, true, control.terms ?? control.amount),
    );
  },
};
