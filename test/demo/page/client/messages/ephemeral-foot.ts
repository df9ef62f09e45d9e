import { html } from 'htm/preact';

import type { Message } from '../../wire/message.ts';
import { actAndShow } from '../api.ts';
import { Icon } from '../chrome/icon.ts';

/** What stands below a message that one person alone sees. */
export function ephemeralFoot({ id, isLoading }: Message) {
  return html`
    <p class="ephemeral-foot">
      <${Icon} name="eye" /> Only you can see this
      ${
        isLoading
          ? null
          : html`<span aria-hidden="true">•</span>
              <button class="link-button" onClick=${() => void actAndShow({ do: 'remove', messageId: id })}>
                Dismiss message
              </button>`
      }
    </p>
  `;
}
