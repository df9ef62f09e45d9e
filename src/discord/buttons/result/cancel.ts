import { wording } from '../../../wording/wording.ts';
import type { Button } from '../../interactions/press.ts';
import { textMessage } from '../../render/rendered.ts';

/** Cancel: what waits ends at once; what is being painted ends if Krea still can. */
export const cancel: Button = {
  verb: 'cancel',
  action: 'cancel',
  async press({ visitor, control, responder }, app) {
    await responder.deferUpdate();
    const outcome = await app.cancel(visitor, control.subjectId);
    if ('refused' in outcome)
      return {
        sayNo: async () => responder.followUpPrivately(textMessage(wording.refusal.describeRefusal(outcome.refused))),
      };
    if (outcome.asked === 0) return 'done';
    await responder.followUpPrivately(textMessage(wording.result.KREA_ASKED_TO_STOP));
    return 'done';
  },
};
