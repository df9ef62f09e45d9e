import { wording } from '../../../wording/wording.ts';
import type { Button } from '../../interactions/press.ts';
import { textMessage } from '../../render/rendered.ts';

/** "Ask a moderator", below a private refusal: the request goes to the moderators as it was made. */
export const ask: Button = {
  verb: 'ask',
  async press({ visitor, control, responder }, app) {
    await responder.deferUpdate();
    const outcome = await app.approvals.ask(visitor, control.subjectId);
    if ('refused' in outcome)
      return {
        sayNo: async () => responder.followUpPrivately(textMessage(wording.refusal.describeRefusal(outcome.refused))),
      };
    await responder.edit(textMessage(wording.result.MODERATORS_ASKED));
    return 'done';
  },
};
