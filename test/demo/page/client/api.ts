import type { Action, ActionOutcome } from '../wire/actions.ts';
import { openModal } from './modal/open.ts';
import { notify } from './notices.ts';
import { place } from './state.ts';

type Without<Union, Keys extends string> = Union extends unknown ? Omit<Union, Keys> : never;
/** An action of whoever is being played, where they are. */
export type Deed = Without<Action, 'as' | 'channelId'>;

export type Files = readonly { field: string; file: File }[];

/** Does something as the person being played. */
export async function act(deed: Deed, files: Files = []): Promise<ActionOutcome> {
  const now = place.value;
  if (now === null) return { kind: 'refused', reason: 'the page is not ready yet' };
  const form = new FormData();
  form.append('action', JSON.stringify({ ...deed, as: now.me.id, channelId: now.here.channelId }));
  for (const { field, file } of files) form.append(field, file);
  try {
    const response = await fetch('/act', { method: 'POST', body: form });
    if (!response.ok) return { kind: 'refused', reason: 'the page server did not understand that' };
    const outcome: ActionOutcome = await response.json();
    return outcome;
  } catch {
    return { kind: 'refused', reason: 'the page server does not answer: is it still running?' };
  }
}

/** Does something and shows what comes back besides messages: a form, or why it was not done. */
export async function actAndShow(deed: Deed, files: Files = []): Promise<ActionOutcome> {
  const outcome = await act(deed, files);
  if (outcome.kind === 'modal') openModal(outcome.modal);
  if (outcome.kind === 'refused') notify(`Discord would not let you: ${outcome.reason}`);
  return outcome;
}
