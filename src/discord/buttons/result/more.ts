import { wording } from '../../../wording/wording.ts';
import { sourceOf } from '../../interactions/press.ts';
import type { Button } from '../../interactions/press.ts';
import { textMessage } from '../../render/rendered.ts';
import { renderMoreSelect } from '../../render/result/more-select.ts';

/** "Reroll 2 with…" of a batch: answers privately with the select for that picture. */
export const more: Button = {
  verb: 'more',
  isRepeatable: true,
  async press({ visitor, control, message, responder }, app) {
    await responder.defer(true);
    const found = await app.again.peek(visitor, sourceOf(control));
    if ('refused' in found)
      return { sayNo: async () => responder.edit(textMessage(wording.refusal.describeRefusal(found.refused))) };
    await responder.edit(
      renderMoreSelect(found.request, control.subjectId, control.index, { isPublic: message?.isPrivate === false }),
    );
    return 'done';
  },
};
