import { ComponentType, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';

import { MAX_REASON_CHARACTERS } from '../../../core/rules/audit-action.ts';
import { wording } from '../../../wording/wording.ts';
import type { Button, Press } from '../../interactions/press.ts';
import { encodeControl } from '../../render/custom-id.ts';
import { textMessage } from '../../render/rendered.ts';
import { answerOnCard } from './answer-on-card.ts';

/** The custom id of the form's only field. */
const REASON_FIELD = 'reason';

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
    await responder.openForm(denyModal(control.subjectId));
    return 'done';
  },
};

/** The submitted reason of a denial; judged once more, for the form may have been open for long. */
export const denyForm: Button = {
  verb: 'deny-form',
  async press({ visitor, control, fields, responder }, app) {
    await responder.deferUpdate();
    return answerOnCard(responder, await app.approvals.deny(visitor, control.subjectId, reasonIn(fields)));
  },
};

/** The form in which a moderator says why a request is denied. */
function denyModal(approvalId: string): APIModalInteractionResponseCallbackData {
  return {
    title: wording.forms.deny.title,
    custom_id: encodeControl({ verb: 'deny-form', subjectId: approvalId, index: null }),
    components: [
      {
        type: ComponentType.Label,
        label: wording.forms.deny.reason,
        description: wording.forms.deny.reasonHint,
        component: {
          type: ComponentType.TextInput,
          custom_id: REASON_FIELD,
          style: TextInputStyle.Paragraph,
          max_length: MAX_REASON_CHARACTERS,
          required: false,
        },
      },
    ],
  };
}

function reasonIn(fields: Press['fields']): string | null {
  const given = (fields.get(REASON_FIELD)?.[0] ?? '').toWellFormed().trim();
  return given.slice(0, MAX_REASON_CHARACTERS).toWellFormed() || null;
}
