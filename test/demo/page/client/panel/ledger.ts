import { html } from 'htm/preact';

import type { LedgerLine } from '../../wire/panel.ts';
import { Section } from './section.ts';
import { usd } from './usd.ts';

const SHOWN = 16;
const WORDS = { hold: 'held', settle: 'charged', release: 'given back' } as const;

/** The ledger's latest lines: every hold is settled or released, once. */
export function Ledger({ lines }: { lines: readonly LedgerLine[] }) {
  return html`
    <${Section} title="Ledger" note="newest first">
      ${lines.length === 0 ? html`<p class="panel-note">Empty. A line appears before Krea is asked.</p>` : null}
      <ol class="rows">
        ${lines.slice(0, SHOWN).map(
          ({ id, generationId, index, kind, amount, who, at }) => html`
            <li key=${id} class="ledger-line" data-kind=${kind}>
              <span class="ledger-kind">${WORDS[kind]}</span>
              <span class="ledger-amount">${usd(amount)}</span>
              <small
                >${who} · …${generationId.slice(-4)}.${index} ·
                ${new Date(at).toLocaleTimeString('en-US', { timeStyle: 'medium' })}</small
              >
            </li>
          `,
        )}
      </ol>
    <//>
  `;
}
