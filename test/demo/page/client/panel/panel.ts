import { html } from 'htm/preact';

import { closeDrawer } from '../chrome/drawer.ts';
import { Icon } from '../chrome/icon.ts';
import { panel } from '../state.ts';
import { Bill } from './bill.ts';
import { Budget } from './budget.ts';
import { Calls } from './calls.ts';
import { Jobs } from './jobs.ts';
import { Ledger } from './ledger.ts';
import { Switches } from './switches.ts';

/** What goes on behind the scenes: money, jobs, calls, and switches to make things go wrong. */
export function Panel() {
  const now = panel.value;
  return html`
    <aside class="panel" aria-label="Behind the scenes">
      <header class="panel-head">
        <h2>Behind the scenes</h2>
        <button class="icon-button" aria-label="Close the panel" onClick=${closeDrawer}>
          <${Icon} name="close" />
        </button>
      </header>
      ${
        now === null
          ? null
          : html`
              <${Switches} panel=${now} />
              <${Budget} panel=${now} />
              <${Bill} bill=${now.bill} />
              <${Jobs} jobs=${now.jobs} />
              <${Ledger} lines=${now.ledger} />
              <${Calls} calls=${now.calls} />
            `
      }
    </aside>
  `;
}
