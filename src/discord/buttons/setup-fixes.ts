import { FIXES } from '../../app/budget/setup-fixes.ts';
import type { Fix } from '../../app/budget/setup-fixes.ts';
import { wording } from '../../wording/wording.ts';
import type { Button } from '../interactions/press.ts';
import { textMessage } from '../render/rendered.ts';
import { renderSetup } from '../render/setup.ts';

/** A button below `/krea-setup` that puts one thing right and shows how everything is then. */
function setupFix(fix: Fix): Button {
  return {
    verb: `setup-${fix}`,
    async press({ visitor, control, responder }, app) {
      await responder.deferUpdate();
      const outcome = await app.setup.fix(visitor, control.subjectId, fix);
      if ('refused' in outcome)
        return {
          sayNo: async () => responder.followUpPrivately(textMessage(wording.refusal.describeRefusal(outcome.refused))),
        };
      await responder.edit(renderSetup(outcome));
      return 'done';
    },
  };
}

export const setupFixes: readonly Button[] = FIXES.map(setupFix);
