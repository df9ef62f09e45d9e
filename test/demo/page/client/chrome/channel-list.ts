import { html } from 'htm/preact';

import { go, place } from '../state.ts';
import { Avatar } from './avatar.ts';
import { leaveNav } from './drawer.ts';
import { Icon } from './icon.ts';

/** The channels of the server, or the conversation with the bot; below, who is being played. */
export function ChannelList() {
  const now = place.value;
  if (now === null) return null;
  const { me, here, servers } = now;
  const server = servers.find(({ id }) => id === here.guildId);
  return html`
    <nav class="channels" aria-label="Channels">
      <header class="channels-head">${server?.name ?? 'Direct messages'}</header>
      <div class="channels-list">
        ${server === undefined ? html`<${DirectMessages} />` : html`<p class="channels-group">Text channels</p>`}
        ${server?.channels.map(
          ({ id, name, isPrivate }) => html`
            <button
              key=${id}
              class="channel"
              aria-current=${id === here.channelId ? 'page' : undefined}
              onClick=${() => {
                go(me.id, id);
                leaveNav();
              }}
            >
              <${Icon} name=${isPrivate ? 'lock' : 'hash'} /> ${name}
            </button>
          `,
        )}
      </div>
      <div class="self">
        <span class="presence"><${Avatar} person=${me} size=${32} /></span>
        <span class="self-words"><strong>${me.name}</strong><small>${me.role}</small></span>
      </div>
    </nav>
  `;
}

function DirectMessages() {
  const now = place.value;
  if (now === null) return null;
  return html`
    <button class="channel channel-person" aria-current="page">
      <span class="presence"><${Avatar} person=${now.bot} size=${32} /></span> ${now.bot.name}
    </button>
  `;
}
