import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';

import { active, changeChip } from './draft.ts';
import type { Chip } from './draft.ts';
import { FilePreview } from './file-preview.ts';

/** The field of a file option: a button that opens the picker, beside a small picture of what was chosen. */
export function FileChip({ chip, onKeyDown }: { chip: Chip; onKeyDown: (event: KeyboardEvent) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const { name, fileTypes } = chip.option;
  const accept = fileTypes.map((type) => (type.startsWith('.') ? type : `${type}/*`)).join(',');
  const onPick = ({ currentTarget }: Event & { currentTarget: HTMLInputElement }): void => {
    const [file] = currentTarget.files ?? [];
    if (file !== undefined) changeChip(name, { file, text: file.name });
    document.getElementById(`option-${name}`)?.focus();
  };
  const onButtonKey = (event: KeyboardEvent): void => {
    // Enter opens the picker while there is no file; after that it sends, like everywhere in the box.
    if (event.key === 'Enter' && chip.file === null) return;
    onKeyDown(event);
  };
  return html`
    <input
      class="hidden-picker"
      ref=${picker}
      type="file"
      accept=${accept}
      tabindex="-1"
      aria-label=${`File for ${name}`}
      onChange=${onPick}
    />
    <button
      type="button"
      class="chip-file"
      id=${`option-${name}`}
      aria-label=${`${name}: ${chip.file?.name ?? 'choose a file'}`}
      onFocus=${() => (active.value = name)}
      onKeyDown=${onButtonKey}
      onClick=${() => picker.current?.click()}
    >
      ${chip.file === null ? 'Choose, drop or paste a file' : html`<${FilePreview} file=${chip.file} /> ${chip.file.name}`}
    </button>
  `;
}
