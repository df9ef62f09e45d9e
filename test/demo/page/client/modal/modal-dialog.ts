import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { kinds } from '../../wire/kinds.ts';
import type { Modal } from '../../wire/modal.ts';
import { actAndShow } from '../api.ts';
import { Avatar } from '../chrome/avatar.ts';
import { Icon } from '../chrome/icon.ts';
import { Markdown } from '../markdown/markdown.ts';
import { place } from '../state.ts';
import { Field } from './field.ts';
import { fieldProblem, initialValues, labelledFields } from './fields.ts';
import type { FieldValues } from './fields.ts';
import { closeModal, modal } from './open.ts';

/** The form that the bot has opened, if any. */
export function ModalDialog() {
  const now = modal.value;
  return now === null ? null : html`<${Form} key=${now.openedBy} form=${now} />`;
}

function Form({ form }: { form: Modal }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [values, setValues] = useState<FieldValues>(() => initialValues(form));
  const [areProblemsShown, showProblems] = useState(false);
  const [failure, setFailure] = useState('');
  const [isSending, setSending] = useState(false);
  const now = place.value;
  useEffect(() => dialog.current?.showModal(), []);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const limit = now?.uploadLimit ?? 0;
    if (
      labelledFields(form.components).some(
        ({ component }) => fieldProblem(component, values[component.custom_id], limit) !== null,
      )
    )
      return showProblems(true);
    setSending(true);
    const files = Object.entries(values).flatMap(([field, value]) =>
      isFiles(value) ? value.map((file) => ({ field, file })) : [],
    );
    const plain = Object.fromEntries(
      Object.entries(values).flatMap(([field, value]) => (isFiles(value) ? [] : [[field, value]])),
    );
    const { kind } = await actAndShow({ do: 'submit', openedBy: form.openedBy, values: plain }, files);
    setSending(false);
    if (kind === 'no-answer') return setFailure('Something went wrong. Try again.');
    return kind === 'refused' ? undefined : closeModal();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event);
  };

  return html`
    <dialog class="modal" ref=${dialog} aria-label=${form.title} onClose=${closeModal} onKeyDown=${onKeyDown}>
      <form onSubmit=${(event: Event) => void submit(event)} noValidate>
        <header class="modal-head">
          ${now === null ? null : html`<${Avatar} person=${now.bot} size=${32} />`}
          <h2>${form.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick=${closeModal}>
            <${Icon} name="close" />
          </button>
        </header>
        <div class="modal-fields">
          <p class="modal-warning">
            This form will be submitted to <b>${now?.bot.name}</b>. Do not share passwords or other sensitive
            information.
          </p>
          ${failure === '' ? null : html`<p class="modal-failure" role="alert">${failure}</p>`}
          ${form.components.map((component, index) =>
            component.type === kinds.text
              ? html`<${Markdown} key=${index} text=${component.content} />`
              : labelledFields([component]).map(
                  (label) => html`
                    <${Field}
                      key=${label.component.custom_id}
                      label=${label}
                      value=${values[label.component.custom_id]}
                      problem=${areProblemsShown ? fieldProblem(label.component, values[label.component.custom_id], now?.uploadLimit ?? 0) : null}
                      change=${(value: FieldValues[string]) => setValues((before: FieldValues) => ({ ...before, [label.component.custom_id]: value }))}
                    />
                  `,
                ),
          )}
        </div>
        <footer class="modal-foot">
          <button type="button" class="button" data-style="secondary" onClick=${closeModal}>Cancel</button>
          <button type="submit" class="button" data-style="primary" disabled=${isSending}>Submit</button>
        </footer>
      </form>
    </dialog>
  `;
}

function isFiles(value: FieldValues[string]): value is File[] {
  return Array.isArray(value) && value.some((one) => one instanceof File);
}
