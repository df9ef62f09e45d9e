import { html } from 'htm/preact';

import type { CallLine } from '../../wire/panel.ts';
import { Section } from './section.ts';

const NAMES = { bot: 'Bot', discord: 'Discord', krea: 'Krea' } as const;

/** The calls between the three, as they happen. */
export function Calls({ calls }: { calls: readonly CallLine[] }) {
  return html`
    <${Section} title="Calls" note="as they happen">
      <ol class="rows calls">
        ${calls.map(
          ({ id, from, to, what, outcome, isFailure }) => html`
            <li key=${id} class="call" data-to=${to} data-failure=${isFailure}>
              <b>${NAMES[from]} → ${NAMES[to]}</b> <span class="call-what">${what}</span> <small>${outcome}</small>
            </li>
          `,
        )}
      </ol>
    <//>
  `;
}
