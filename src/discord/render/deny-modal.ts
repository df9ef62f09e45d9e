import { ComponentType, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';

import { wording } from '../../wording/wording.ts';
import { encodeControl } from './custom-id.ts';

/** The custom id of the form's only field. */
export const DENY_REASON = 'reason';

/** The form in which a moderator says why a request is denied. */
export function renderDenyModal(approvalId: string): APIModalInteractionResponseCallbackData {
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
          custom_id: DENY_REASON,
          style: TextInputStyle.Paragraph,
          max_length: 200,
          required: false,
        },
      },
    ],
  };
}
