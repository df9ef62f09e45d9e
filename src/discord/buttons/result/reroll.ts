import type { Button } from '../../interactions/press.ts';
import { startAgain } from './start-again.ts';

/** Reroll: the same seed and settings once more, references included. */
export const reroll: Button = {
  verb: 'reroll',
  action: 'paint',
  press: async (press, app) => startAgain(press, app, { verb: 'reroll' }),
};
