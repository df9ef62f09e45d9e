import { wording } from '../../../wording/wording.ts';
import type { Button } from '../../interactions/press.ts';
import { renderDenyModal } from '../../render/deny-modal.ts';
import { textMessage } from '../../render/rendered.ts';

/** "Deny": asks for a reason. A form has to be the first answer, so that nothing can be deferred before it. */
export const deny: Button = {
  verb: 'deny',
  async press({ visitor, control, responder }, app) {
    const judged = await app.approvals.check(visitor, control.subjectId);
    if ('refused' in judged)
      return {
        sayNo: async () =>
          responder.answerPrivately(textMessage(wording.refusal.describeDecisionRefusal(judged.refused))),
      };
    await responder.openForm(renderDenyModal(control.subjectId));
    return 'done';
  },
};
