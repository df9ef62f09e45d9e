import type { Button } from '../../interactions/press.ts';
import { startAgain } from './start-again.ts';

/** Vary: everything equal but the seed. */
export const vary: Button = {
  verb: 'vary',
  action: 'paint',
  press: async (press, app) => startAgain(press, app, { verb: 'vary' }),
};
