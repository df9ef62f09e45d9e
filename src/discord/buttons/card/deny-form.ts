import type { Button } from '../../interactions/press.ts';
import { DENY_REASON } from '../../render/deny-modal.ts';
import { answerOnCard } from './act-on-card.ts';

const MAX_REASON = 200;

/** The submitted reason of a denial; judged once more, for the form may have been open for long. */
export const denyForm: Button = {
  verb: 'deny-form',
  async press({ visitor, control, fields, responder }, app) {
    await responder.deferUpdate();
    const reason = (fields.get(DENY_REASON)?.[0] ?? '').toWellFormed().trim().slice(0, MAX_REASON).toWellFormed();
    return answerOnCard(responder, await app.approvals.deny(visitor, control.subjectId, reason === '' ? null : reason));
  },
};
