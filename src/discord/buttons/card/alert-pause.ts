import type { Button } from '../../interactions/press.ts';
import { actOnAlert } from './act-on-card.ts';

/** Pause: nothing new is started until a moderator resumes. */
export const alertPause: Button = {
  verb: 'alert-pause',
  press: async (press, app) => actOnAlert(press, app, 'pause'),
};
