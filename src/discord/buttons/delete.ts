import type { Button } from '../press.ts';
import { textMessage } from '../render/rendered.ts';
import { describeRefusal } from '../wording/refusal.ts';
import { describeDeleted } from '../wording/deleted.ts';

/** Delete: takes the message away. The money stays spent, and its requester can bring the picture back. */
export const deleteButton: Button = {
  verb: 'delete',
  action: 'delete',
  async press({ visitor, control, message, responder }, app) {
    await responder.deferUpdate();
    const check = await app.remove.check(visitor, control.generationId);
    if ('refused' in check) return { sayNo: async () => responder.followUpPrivately(textMessage(describeRefusal(check.refused))) };
    await responder.deleteReply();
    // A private message is gone for its reader alone: what others see of the result is not touched.
    const wasPrivate = message?.isPrivate === true;
    if (!wasPrivate) await app.remove.note(visitor, control.generationId);
    const isCopy = wasPrivate && !check.isPrivate;
    await responder.followUpPrivately(textMessage(describeDeleted(control.generationId, { ...check, isCopy })));
    return 'done';
  },
};
