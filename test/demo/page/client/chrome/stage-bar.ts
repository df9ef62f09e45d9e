import { html } from 'htm/preact';

import type { Person } from '../../wire/state.ts';
import { go, isConnected, place } from '../state.ts';
import { theme, toggleTheme } from '../theme.ts';
import { Avatar } from './avatar.ts';
import { Icon } from './icon.ts';

/** What this page is, who is being played, and in which light. It is no part of Discord's client. */
export function StageBar() {
  const now = place.value;
  if (now === null) return null;
  return html`
    <header class="stage-bar">
      <p class="stage-note" data-real=${now.isRealKrea}>${noteOf(now.isRealKrea)}</p>
      <div class="cast" role="group" aria-label="Act as">
        <span class="cast-label" aria-hidden="true">Act as</span>
        ${now.people.filter(({ isPlayable }) => isPlayable).map((person) => html`<${CastButton} key=${person.id} person=${person} />`)}
      </div>
      <button
        class="icon-button"
        aria-label=${theme.value === 'dark' ? 'Light theme' : 'Dark theme'}
        onClick=${toggleTheme}
      >
        <${Icon} name=${theme.value === 'dark' ? 'sun' : 'moon'} />
      </button>
      ${isConnected.value ? null : html`<p class="stage-lost" role="alert">The page server does not answer. Connecting again…</p>`}
    </header>
  `;
}

function CastButton({ person }: { person: Person }) {
  const now = place.value;
  if (now === null) return null;
  const isMe = now.me.id === person.id;
  return html`
    <button
      class="cast-button"
      aria-pressed=${isMe}
      onClick=${() => go(person.id, now.here.guildId === null ? '' : now.here.channelId)}
    >
      <${Avatar} person=${person} size=${22} />
      <span>${person.name}</span>
      <small>${person.role}</small>
    </button>
  `;
}

function noteOf(isReal: boolean): string {
  return isReal
    ? 'The real Krea paints: each picture costs real money, $0.015 to $0.07'
    : 'Try it: a local Discord, a local Krea, the real bot. Nothing leaves this machine';
}
