import { html } from 'htm/preact';

import { place } from '../state.ts';
import { Avatar } from './avatar.ts';
import { drawer, toggleDrawer } from './drawer.ts';
import { Icon } from './icon.ts';

/** The bar above the messages. */
export function ChannelHeader() {
  const now = place.value;
  if (now === null) return null;
  const { here, bot, people, memberIds } = now;
  const members = people.filter(({ id }) => memberIds.includes(id));
  return html`
    <header class="chat-head">
      <button class="icon-button only-narrow" aria-label="Servers and channels" onClick=${() => toggleDrawer('nav')}>
        <${Icon} name="menu" />
      </button>
      ${here.guildId === null ? html`<${Avatar} person=${bot} size=${24} />` : html`<${Icon} name="hash" />`}
      <h1>${here.name}</h1>
      <span
        class="chat-members"
        title=${members.map(({ name }) => name).join(', ')}
        aria-label=${`${members.length} see this channel`}
      >
        <${Icon} name="people" /> ${members.length}
      </span>
      <button
        class="icon-button panel-toggle"
        aria-pressed=${drawer.value === 'panel'}
        aria-label="Behind the scenes"
        onClick=${() => toggleDrawer('panel')}
      >
        <${Icon} name="gauge" /> <span class="not-narrow">Behind the scenes</span>
      </button>
    </header>
  `;
}
