import { html } from 'htm/preact';

import { Icon } from '../chrome/icon.ts';
import { active, changeChip, removeOption } from './draft.ts';
import type { Chip } from './draft.ts';
import { FileChip } from './file-chip.ts';
import { OFFERS_ID } from './offer-list.ts';

interface ChipProps {
  chip: Chip;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** An option in use, with its name and what is typed for it. */
export function ChipView({ chip, onKeyDown }: ChipProps) {
  const { option, text, problem } = chip;
  const { name } = option;
  const isActive = active.value === name;
  return html`
    <span class="chip" data-active=${isActive} data-wrong=${problem !== null}>
      <label class="chip-name" for=${`option-${name}`}>${name}</label>
      ${
        option.type === 'file'
          ? html`<${FileChip} chip=${chip} onKeyDown=${onKeyDown} />`
          : html`<span class="chip-field" data-text=${text}>
              <textarea
                id=${`option-${name}`}
                rows="1"
                cols="1"
                value=${text}
                aria-invalid=${problem !== null}
                aria-describedby=${problem === null ? undefined : `problem-${name}`}
                aria-controls=${OFFERS_ID}
                autocomplete="off"
                spellcheck=${option.type === 'text' && !option.hasAutocomplete}
                onFocus=${() => (active.value = name)}
                onInput=${({ currentTarget }: InputEvent & { currentTarget: HTMLTextAreaElement }) =>
                  changeChip(name, { text: currentTarget.value.replaceAll('\n', ' '), value: null })}
                onKeyDown=${onKeyDown}
              ></textarea>
            </span>`
      }
      ${option.isRequired ? null : html`<button class="chip-remove" tabindex="-1" aria-label=${`Remove ${name}`} onClick=${() => removeOption(name)}><${Icon} name="close" /></button>`}
      ${problem === null ? null : html`<span class="chip-problem" id=${`problem-${name}`} role="alert">${problem}</span>`}
    </span>
  `;
}
