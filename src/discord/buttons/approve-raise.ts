import { answerOnCard } from '../act-on-card.ts';
import type { Button } from '../press.ts';

/** "Approve and raise": raises the limit by what is missing, until it starts again if it ever does, and runs the request. */
export const approveRaise: Button = {
  verb: 'approve-raise',
  async press({ visitor, control, responder }, app) {
    await responder.deferUpdate();
    return answerOnCard(responder, await app.approvals.approve(visitor, control.generationId, control.amount === undefined ? {} : { shown: control.amount }));
  },
};
