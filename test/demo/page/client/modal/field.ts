import { html } from 'htm/preact';

import { kinds } from '../../wire/kinds.ts';
import type { ModalField, TextInput } from '../../wire/modal.ts';
import { optionsOf } from '../messages/message-select.ts';
import { SelectBox } from '../select-box.ts';
import { ChoiceField } from './choice-field.ts';
import type { FieldValue, LabelledField } from './fields.ts';
import { FileField } from './file-field.ts';

interface FieldProps {
  label: LabelledField;
  value: FieldValue | undefined;
  problem: string | null;
  change: (value: FieldValue) => void;
}

/** A field of a form with its words. */
export function Field({ label: { label, description, component }, value, problem, change }: FieldProps) {
  const id = `field-${component.custom_id}`;
  const isRequired = component.type !== kinds.checkbox && component.required !== false;
  return html`
    <div class="field" data-wrong=${problem !== null}>
      <label class="field-label" for=${id}
        >${label}${isRequired ? html` <span class="field-required" aria-hidden="true">*</span>` : null}</label
      >
      ${description ? html`<p class="field-description">${description}</p>` : null}
      <${Input} id=${id} label=${label} field=${component} value=${value} change=${change} />
      ${problem === null ? null : html`<p class="field-problem" role="alert">${problem}</p>`}
    </div>
  `;
}

interface InputProps {
  id: string;
  label: string;
  field: ModalField;
  value: FieldValue | undefined;
  change: (value: FieldValue) => void;
}

function Input({ id, label, field, value, change }: InputProps): unknown {
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  switch (field.type) {
    case kinds.textInput:
      return html`<${TextField}
        id=${id}
        field=${field}
        value=${typeof value === 'string' ? value : ''}
        change=${change}
      />`;
    case kinds.fileUpload:
      return html`<${FileField}
        id=${id}
        field=${field}
        files=${Array.isArray(value) ? value.filter((one) => one instanceof File) : []}
        change=${change}
      />`;
    case kinds.checkbox:
      return html`<input
        id=${id}
        type="checkbox"
        checked=${value === true}
        onChange=${({ currentTarget }: Event & { currentTarget: HTMLInputElement }) => change(currentTarget.checked)}
      />`;
    case kinds.radioGroup:
    case kinds.checkboxGroup:
      return html`<${ChoiceField} field=${field} chosen=${chosen} change=${change} />`;
    case kinds.select:
    case kinds.userSelect:
    case kinds.roleSelect:
    case kinds.mentionableSelect:
    case kinds.channelSelect:
      return html`<${SelectBox}
        label=${label}
        placeholder=${field.placeholder ?? 'Make a selection'}
        options=${optionsOf(field)}
        chosen=${chosen}
        max=${field.max_values ?? 1}
        choose=${change}
      />`;
  }
}

const PARAGRAPH = 2;

function TextField({
  id,
  field,
  value,
  change,
}: {
  id: string;
  field: TextInput;
  value: string;
  change: (value: string) => void;
}) {
  const onInput = ({ currentTarget }: InputEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }): void =>
    change(currentTarget.value);
  const limit = field.max_length ?? 4000;
  if (field.style === PARAGRAPH) {
    return html`
      <textarea
        id=${id}
        rows="4"
        maxlength=${limit}
        placeholder=${field.placeholder ?? ''}
        value=${value}
        onInput=${onInput}
      ></textarea>
      <span class="field-count" aria-hidden="true">${limit - value.length}</span>
    `;
  }
  return html`<input
    id=${id}
    type="text"
    maxlength=${limit}
    placeholder=${field.placeholder ?? ''}
    value=${value}
    onInput=${onInput}
  />`;
}
