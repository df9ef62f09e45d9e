import { html } from 'htm/preact';
import { useLayoutEffect } from 'preact/hooks';

import { ChipView } from './chip-view.ts';
import { active, chips, command, leaveCommand, removeOption, tail, unusedOptions } from './draft.ts';
import { handleOfferKey } from './keys.ts';
import { OFFERS_ID } from './offer-list.ts';
import { send } from './send.ts';

const TAIL = 'option-tail';

/** The box while a command is typed: its name, the options in use, and room to name another. */
export function CommandLine() {
  const now = command.value;
  useLayoutEffect(() => {
    const field = document.getElementById(active.value === '' ? TAIL : `option-${active.value}`);
    if (field !== document.activeElement) field?.focus();
  }, [active.value, now]);
  if (now === null) return null;
  const unused = unusedOptions();
  return html`
    <div class="command-line" role="group" aria-label=${`/${now.name}`}>
      <span class="command-name">/${now.name}</span>
      ${chips.value.map((chip) => html`<${ChipView} key=${chip.option.name} chip=${chip} onKeyDown=${(event: KeyboardEvent) => onChipKey(event, chip.option.name)} />`)}
      <input
        id=${TAIL}
        class="tail"
        value=${tail.value}
        placeholder=${unused.length === 0 ? '' : `+${unused.length} optional`}
        aria-label="Add an option"
        role="combobox"
        aria-controls=${OFFERS_ID}
        aria-expanded=${unused.length > 0}
        autocomplete="off"
        onFocus=${() => (active.value = '')}
        onInput=${({ currentTarget }: InputEvent & { currentTarget: HTMLInputElement }) => (tail.value = currentTarget.value)}
        onKeyDown=${onTailKey}
      />
    </div>
  `;
}

function onChipKey(event: KeyboardEvent, name: string): void {
  const chip = chips.value.find(({ option }) => option.name === name);
  const isEmpty = chip !== undefined && chip.text === '' && chip.file === null;
  if (event.key === 'Backspace' && (isEmpty || chip?.option.type === 'file')) {
    event.preventDefault();
    return removeOption(name);
  }
  onAnyKey(event);
}

function onTailKey(event: KeyboardEvent): void {
  if (event.key === 'Backspace' && tail.value === '') {
    event.preventDefault();
    const last = chips.value.at(-1);
    if (last === undefined) leaveCommand();
    else active.value = last.option.name;
    return;
  }
  onAnyKey(event);
}

function onAnyKey(event: KeyboardEvent): void {
  if (event.isComposing || handleOfferKey(event)) return;
  if (event.key === 'Escape') leaveCommand();
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  void send();
}
