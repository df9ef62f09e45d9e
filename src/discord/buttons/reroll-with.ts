import { parseChange } from '../../core/verbs.ts';
import type { Button } from '../press.ts';
import { textMessage } from '../render/rendered.ts';
import { startAgain } from '../start-again.ts';
import { describeRefusal } from '../wording/refusal.ts';

/** The select "Reroll with…": the same seed, one thing changed. */
export const rerollWith: Button = {
  verb: 'with',
  async press(press, app) {
    const change = parseChange(press.values[0] ?? '');
    if (change === undefined) return press.responder.answerPrivately(textMessage(describeRefusal({ kind: 'unknown-control' })));
    return startAgain(press, app, { verb: 'reroll-with', change });
  },
};
