import type { Button } from '../../interactions/press.ts';
import { actOnAlert } from './act-on-card.ts';

/** Lower the member cap: halves the cap of everyone without a rule of their own, or sets one. */
export const alertLower: Button = {
  verb: 'alert-lower',
  press: async (press, app) => actOnAlert(press, app, 'lower'),
};
