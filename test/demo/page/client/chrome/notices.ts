import { html } from 'htm/preact';

import { dismiss, notices } from '../notices.ts';
import { Icon } from './icon.ts';

/** Short words at the edge of the page. */
export function Notices() {
  return html`
    <div class="notices" role="status">
      ${notices.value.map(
        ({ id, text }) => html`
          <p key=${id} class="notice">
            ${text}
            <button class="icon-button" aria-label="Dismiss" onClick=${() => dismiss(id)}>
              <${Icon} name="close" />
            </button>
          </p>
        `,
      )}
    </div>
  `;
}
