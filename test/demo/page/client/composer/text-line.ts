import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { place } from '../state.ts';
import { chooseCommand, command, text } from './draft.ts';
import { handleOfferKey } from './keys.ts';
import { OFFERS_ID } from './offer-list.ts';
import { send } from './send.ts';

/** The box while nothing but words is typed; a slash at its beginning offers the commands. */
export function TextLine() {
  const field = useRef<HTMLTextAreaElement>(null);
  const here = place.value?.here;
  useLayoutEffect(() => {
    const { current } = field;
    if (current === null) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight}px`;
  }, [text.value]);
  // After a command was sent or left, typing goes on here.
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);
  if (here === undefined) return null;
  const label = here.guildId === null ? `Message @${here.name}` : `Message #${here.name}`;
  return html`
    <textarea
      ref=${field}
      class="text-line"
      rows="1"
      value=${text.value}
      placeholder=${here.maySpeak ? label : 'You do not have permission to send messages in this channel.'}
      aria-label=${label}
      aria-controls=${OFFERS_ID}
      disabled=${!here.maySpeak}
      onInput=${({ currentTarget }: InputEvent & { currentTarget: HTMLTextAreaElement }) => onInput(currentTarget.value)}
      onKeyDown=${onKeyDown}
    ></textarea>
  `;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || handleOfferKey(event)) return;
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  void send();
}

/** A command that is typed out with a blank behind it is taken, as Discord does. */
function onInput(typed: string): void {
  text.value = typed;
  const exact = place.value?.commands.find(({ name }) => typed === `/${name} `);
  const isPrefix = place.value?.commands.some(({ name }) => name.startsWith(`${exact?.name} `)) ?? false;
  if (exact !== undefined && command.value === null && !isPrefix) chooseCommand(exact);
}
