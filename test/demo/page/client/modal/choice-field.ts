import { html } from 'htm/preact';

import { kinds } from '../../wire/kinds.ts';
import type { ChoiceGroup } from '../../wire/modal.ts';

/** Radio buttons, or checkboxes of which several may be on. */
export function ChoiceField({
  field,
  chosen,
  change,
}: {
  field: ChoiceGroup;
  chosen: readonly string[];
  change: (values: string[]) => void;
}) {
  const isRadio = field.type === kinds.radioGroup;
  const toggle = (value: string, isOn: boolean): void =>
    change(isRadio ? [value] : isOn ? [...chosen, value] : chosen.filter((one) => one !== value));
  return html`
    <div class="choices" role=${isRadio ? 'radiogroup' : 'group'}>
      ${field.options.map(
        ({ value, label, description }) => html`
          <label key=${value} class="choice">
            <input
              type=${isRadio ? 'radio' : 'checkbox'}
              name=${field.custom_id}
              checked=${chosen.includes(value)}
              onChange=${({ currentTarget }: Event & { currentTarget: HTMLInputElement }) => toggle(value, currentTarget.checked)}
            />
            <span><b>${label}</b>${description ? html`<small>${description}</small>` : null}</span>
          </label>
        `,
      )}
    </div>
  `;
}
