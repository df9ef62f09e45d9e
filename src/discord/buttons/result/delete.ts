import { wording } from '../../../wording/wording.ts';
import type { Button } from '../../interactions/press.ts';
import { textMessage } from '../../render/rendered.ts';

/** Delete: takes the message away. The money stays spent, and its requester can bring the picture back. */
export const deleteButton: Button = {
  verb: 'delete',
  action: 'delete',
  async press({ visitor, control, message, responder }, app) {
    await responder.deferUpdate();
    const check = await app.remove.check(visitor, control.subjectId, message?.id ?? null);
    if ('refused' in check)
      return {
        sayNo: async () => responder.followUpPrivately(textMessage(wording.refusal.describeRefusal(check.refused))),
      };
    await responder.deleteReply();
    // What others see of the result is not touched when a copy goes, nor when a reply goes that one person saw.
    const isPrivate = message?.isPrivate === true;
    if (!check.isCopy && !isPrivate) await app.remove.note(visitor, control.subjectId);
    await responder.followUpPrivately(
      textMessage(wording.result.describeDeleted(control.subjectId, { ...check, isPrivate })),
    );
    return 'done';
  },
};
