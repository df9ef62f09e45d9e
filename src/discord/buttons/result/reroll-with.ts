import type { App } from '../../../app/app.ts';
import { parseChange } from '../../../core/picture/verbs.ts';
import { wording } from '../../../wording/wording.ts';
import type { Button, Press, PressEnd } from '../../interactions/press.ts';
import { textMessage } from '../../render/rendered.ts';
import { startAgain } from './start-again.ts';

/** The select "Reroll with…": the same seed, one thing changed. */
export const rerollWith: Button = { verb: 'with', action: 'paint', press: async (press, app) => choose(press, app) };

/** The same select, opened privately from a result that everyone sees: so is what comes of it. */
export const rerollWithPublic: Button = {
  verb: 'with-public',
  action: 'paint',
  press: async (press, app) => choose(press, app, false),
};

async function choose(press: Press, app: App, isPrivate?: boolean): Promise<PressEnd> {
  const change = parseChange(press.values[0] ?? '');
  if (change === undefined)
    return {
      sayNo: async () =>
        press.responder.answerPrivately(textMessage(wording.refusal.describeRefusal({ kind: 'unknown-control' }))),
    };
  return startAgain(press, app, { verb: 'reroll-with', change }, isPrivate === undefined ? {} : { isPrivate });
}
