import { html } from 'htm/preact';

import type { PanelState } from '../../wire/panel.ts';
import { place } from '../state.ts';
import { Section } from './section.ts';
import { usd } from './usd.ts';

/** The budget of the server, or of a person's direct messages: what is spent, what is held, what is left. */
export function Budget({ panel: { budget, budgetOf } }: { panel: PanelState }) {
  if (budget === null) return null;
  const isDirect = place.value?.here.guildId === null;
  const { cap, spent, held, left, endsAt } = budget;
  const share = (amount: number): string => `${cap === 0 ? 0 : Math.min(100, (100 * amount) / cap)}%`;
  const until =
    endsAt === null
      ? 'it is used up'
      : `${new Date(endsAt).toLocaleDateString('en-US', { month: 'long', day: 'numeric', timeZone: 'UTC' })} (UTC)`;
  return html`
    <${Section} title=${`Budget of ${budgetOf}`}>
      <div
        class="budget-bar"
        role="img"
        aria-label=${`${usd(spent)} spent, ${usd(held)} held, ${usd(left)} left of ${usd(cap)}`}
      >
        <span class="budget-spent" style=${{ width: share(spent) }}></span>
        <span class="budget-held" style=${{ width: share(held) }}></span>
      </div>
      <dl class="figures">
        <div>
          <dt data-of="spent">Spent</dt>
          <dd data-figure="spent">${usd(spent)}</dd>
        </div>
        <div>
          <dt data-of="held">Held</dt>
          <dd data-figure="held">${usd(held)}</dd>
        </div>
        <div>
          <dt>Left</dt>
          <dd data-figure="left">${usd(left)}</dd>
        </div>
        <div>
          <dt>Cap</dt>
          <dd data-figure="cap">${usd(cap)}</dd>
        </div>
      </dl>
      <p class="panel-note">
        Until ${until}.
        ${isDirect ? 'The operator sets it.' : html`A moderator changes it with <code>/krea-budget set</code>.`}
      </p>
    <//>
  `;
}
