import { html } from 'htm/preact';

import type { BillState } from '../../wire/panel.ts';
import { Section } from './section.ts';
import { usd } from './usd.ts';

const VERDICTS = {
  agree: '✓ They agree to the cent',
  'catching-up': '… Krea is ahead; the difference is held',
  differ: '✗ They differ',
} as const;

/** Krea's bill beside the ledger; they must agree. */
export function Bill({ bill }: { bill: BillState | null }) {
  if (bill === null) {
    return html`<${Section} title="Krea’s bill"
      ><p class="panel-note">The real Krea bills on krea.ai; compare it there.</p><//
    >`;
  }
  const { billed, charged, verdict } = bill;
  return html`
    <${Section} title="Krea’s bill and the ledger" note="all servers">
      <dl class="figures figures-pair">
        <div>
          <dt>Krea billed</dt>
          <dd data-figure="billed">${usd(billed.amount)}</dd>
          <small>${counted(billed.pictures)}</small>
        </div>
        <div>
          <dt>Ledger charged</dt>
          <dd data-figure="charged">${usd(charged.amount)}</dd>
          <small>${counted(charged.pictures)}</small>
        </div>
      </dl>
      <p class="verdict" data-verdict=${verdict} role="status">${VERDICTS[verdict]}</p>
    <//>
  `;
}

function counted(pictures: number): string {
  return `${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`;
}
