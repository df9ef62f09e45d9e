import type { Button } from '../interactions/press.ts';
import { alertButtons } from './card/alert.ts';
import { approveRaise } from './card/approve-raise.ts';
import { approve } from './card/approve.ts';
import { ask } from './card/ask.ts';
import { deny, denyForm } from './card/deny.ts';
import { cancel } from './result/cancel.ts';
import { deleteButton } from './result/delete.ts';
import { more } from './result/more.ts';
import { remixForm } from './result/remix-form.ts';
import { remix } from './result/remix.ts';
import { rerollWith, rerollWithPublic } from './result/reroll-with.ts';
import { reroll } from './result/reroll.ts';
import { vary } from './result/vary.ts';
import { setupFixes } from './setup-fixes.ts';

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
  ...alertButtons,
  approve,
  approveRaise,
  deny,
  denyForm,
  ...setupFixes,
];
