import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';

import { Icon } from '../chrome/icon.ts';
import { place } from '../state.ts';
import { CommandLine } from './command-line.ts';
import { attach, command, detach, leaveCommand, pending } from './draft.ts';
import { isDragging, useDropAndPaste } from './drop.ts';
import { FilePreview } from './file-preview.ts';
import { OfferList } from './offer-list.ts';
import { send } from './send.ts';
import { followTyping } from './suggestions.ts';
import { TextLine } from './text-line.ts';

/** The box at the bottom: ordinary messages, commands and files. */
export function Composer() {
  useDropAndPaste();
  useEffect(followTyping, []);
  const channelId = place.value?.here.channelId;
  // Somebody else, or another channel, may be offered other commands.
  useEffect(leaveCommand, [channelId, place.value?.me.id]);
  return html`
    <div class="composer">
      <${OfferList} />
      ${pending.value.length === 0 ? null : html`<${PendingFiles} />`}
      <div class="composer-box">
        <${AttachButton} />
        ${command.value === null ? html`<${TextLine} key=${channelId} />` : html`<${CommandLine} />`}
        <button class="icon-button composer-send" aria-label="Send" onClick=${() => void send()}>
          <${Icon} name="send" />
        </button>
      </div>
      ${isDragging.value ? html`<div class="drop-hint"><p>${dropWords()}</p></div>` : null}
    </div>
  `;
}

function onPick({ currentTarget }: Event & { currentTarget: HTMLInputElement }): void {
  attach([...(currentTarget.files ?? [])]);
  currentTarget.value = '';
}

function AttachButton() {
  const picker = useRef<HTMLInputElement>(null);
  return html`
    <input
      class="hidden-picker"
      ref=${picker}
      type="file"
      multiple
      tabindex="-1"
      aria-label="Files to attach"
      onChange=${onPick}
    />
    <button class="icon-button composer-attach" aria-label="Attach files" onClick=${() => picker.current?.click()}>
      <${Icon} name="plus" />
    </button>
  `;
}

function PendingFiles() {
  return html`
    <ul class="pending-files" aria-label="Attached files">
      ${pending.value.map(
        (file) => html`
          <li key=${file.name}>
            <${FilePreview} file=${file} /> <span>${file.name}</span>
            <button class="icon-button" aria-label=${`Remove ${file.name}`} onClick=${() => detach(file)}>
              <${Icon} name="trash" />
            </button>
          </li>
        `,
      )}
    </ul>
  `;
}

function dropWords(): string {
  return command.value === null
    ? `Upload to #${place.value?.here.name ?? ''}`
    : `Drop to use with /${command.value.name}`;
}
