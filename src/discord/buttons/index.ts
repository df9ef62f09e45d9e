import { denyForm } from '../modals/deny-form.ts';
import { remixForm } from '../modals/remix-form.ts';
import type { Button } from '../press.ts';
import { alertLower } from './alert-lower.ts';
import { alertPause } from './alert-pause.ts';
import { alertRaise } from './alert-raise.ts';
import { approveRaise } from './approve-raise.ts';
import { approve } from './approve.ts';
import { ask } from './ask.ts';
import { cancel } from './cancel.ts';
import { deleteButton } from './delete.ts';
import { deny } from './deny.ts';
import { more } from './more.ts';
import { remix } from './remix.ts';
import { rerollWith, rerollWithPublic } from './reroll-with.ts';
import { reroll } from './reroll.ts';
import { setupFixes } from './setup-fixes.ts';
import { vary } from './vary.ts';

/** Every button, select and form; a new one is a file and a line here. */
export const BUTTONS: readonly Button[] = [
  reroll,
  vary,
  rerollWith,
  rerollWithPublic,
  more,
  remix,
  remixForm,
  deleteButton,
  cancel,
  ask,
  alertRaise,
  alertPause,
  alertLower,
  approve,
  approveRaise,
  deny,
  denyForm,
  ...setupFixes,
];
