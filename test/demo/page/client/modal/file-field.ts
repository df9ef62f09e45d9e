import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';

import type { FileUpload } from '../../wire/modal.ts';
import { Icon } from '../chrome/icon.ts';
import { FilePreview } from '../composer/file-preview.ts';

/** A file upload of a form: by picker or by dropping files on it. */
export function FileField({
  id,
  field,
  files,
  change,
}: {
  id: string;
  field: FileUpload;
  files: readonly File[];
  change: (files: File[]) => void;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const most = field.max_values ?? 1;
  const add = (more: Iterable<File>): void => change([...files, ...more].slice(-most));
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    add(event.dataTransfer?.files ?? []);
  };
  return html`
    <div class="file-field" onDragOver=${(event: DragEvent) => event.preventDefault()} onDrop=${onDrop}>
      <input
        class="hidden-picker"
        ref=${picker}
        type="file"
        multiple=${most > 1}
        tabindex="-1"
        aria-label="Choose files"
        onChange=${({ currentTarget }: Event & { currentTarget: HTMLInputElement }) => add(currentTarget.files ?? [])}
      />
      <button type="button" id=${id} class="file-field-button" onClick=${() => picker.current?.click()}>
        Drop ${most > 1 ? 'files' : 'a file'} here or <u>browse</u>
      </button>
      ${files.map(
        (file) => html`
          <p key=${file.name} class="file-field-file">
            <${FilePreview} file=${file} /> ${file.name}
            <button
              type="button"
              class="icon-button"
              aria-label=${`Remove ${file.name}`}
              onClick=${() => change(files.filter((one) => one !== file))}
            >
              <${Icon} name="trash" />
            </button>
          </p>
        `,
      )}
    </div>
  `;
}
