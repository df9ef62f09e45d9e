import { wording } from '../../../wording/wording.ts';
import { sourceOf } from '../../interactions/press.ts';
import type { Button } from '../../interactions/press.ts';
import { textMessage } from '../../render/rendered.ts';
import { renderRemixModal } from '../../render/result/remix-modal.ts';

/** Remix: opens the form. A form has to be the first answer, so that nothing can be deferred before it. */
export const remix: Button = {
  verb: 'remix',
  isRepeatable: true,
  async press({ visitor, control, responder }, app) {
    const found = await app.again.peek(visitor, sourceOf(control));
    if ('refused' in found)
      return {
        sayNo: async () => responder.answerPrivately(textMessage(wording.refusal.describeRefusal(found.refused))),
      };
    await responder.openForm(
      renderRemixModal(
        found.request,
        control.subjectId,
        control.index,
        control.isPublic === undefined ? {} : { isPublic: control.isPublic },
      ),
    );
    return 'done';
  },
};
