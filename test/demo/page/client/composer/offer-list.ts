import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';

import { Avatar } from '../chrome/avatar.ts';
import { place } from '../state.ts';
import { command } from './draft.ts';
import { forgetMove, highlighted, nameOf, offers } from './offers.ts';

export const OFFERS_ID = 'offers';

/** What can be picked, above the box. */
export function OfferList() {
  const now = offers.value;
  const name = now === null ? '' : nameOf(now);
  useEffect(() => () => forgetMove(name), [name]);
  useEffect(() => {
    document.getElementById(`offer-${highlighted.value}`)?.scrollIntoView({ block: 'nearest' });
  }, [highlighted.value]);
  if (now === null) return null;
  const { title, isLoading } = now;
  const bot = place.value?.bot;
  return html`
    <div class="offers">
      <p class="offers-title">
        ${command.value === null && bot !== undefined ? html`<${Avatar} person=${bot} size=${18} />` : null} ${title}
      </p>
      ${isLoading && now.offers.length === 0 ? html`<p class="offers-wait" role="status">Loading options…</p>` : null}
      <ul id=${OFFERS_ID} role="listbox" aria-label=${title}>
        ${now.offers.map(
          ({ key, label, detail, pick }, index) => html`
            <li
              key=${key}
              id=${`offer-${index}`}
              role="option"
              aria-selected=${index === highlighted.value}
              onPointerDown=${(event: PointerEvent) => event.preventDefault()}
              onClick=${pick}
            >
              <b>${label}</b>${detail === '' ? null : html`<small>${detail}</small>`}
            </li>
          `,
        )}
      </ul>
    </div>
  `;
}
