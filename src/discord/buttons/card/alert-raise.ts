import type { Button } from '../../interactions/press.ts';
import { actOnAlert } from './act-on-card.ts';

/** Raise: adds a round amount to the server’s cap for good. */
export const alertRaise: Button = {
  verb: 'alert-raise',
  press: async (press, app) => actOnAlert(press, app, 'raise'),
};
