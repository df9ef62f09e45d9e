import { remixForm } from '../modals/remix-form.ts';
import type { Button } from '../press.ts';
import { cancel } from './cancel.ts';
import { deleteButton } from './delete.ts';
import { more } from './more.ts';
import { remix } from './remix.ts';
import { rerollWith, rerollWithPublic } from './reroll-with.ts';
import { reroll } from './reroll.ts';
import { vary } from './vary.ts';

/** Every button, select and form; a new one is a file and a line here. */
export const BUTTONS: readonly Button[] = [reroll, vary, rerollWith, rerollWithPublic, more, remix, remixForm, deleteButton, cancel];
