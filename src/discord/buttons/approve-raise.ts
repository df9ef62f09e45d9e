import { answerOnCard } from '../act-on-card.ts';
import type { Button } from '../press.ts';

/** "Approve and raise": raises the limit that refused it by what is missing, and runs the request. */
export const approveRaise: Button = {
  verb: 'approve-raise',
  async press({ visitor, control, responder }, app) {
    await responder.deferUpdate();
    return answerOnCard(responder, await app.approvals.approve(visitor, control.generationId, control.amount === undefined ? {} : { shown: control.amount }));
  },
};
