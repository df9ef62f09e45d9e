import { html } from 'htm/preact';

import type { Server } from '../../wire/state.ts';
import { go, place } from '../state.ts';
import { Icon } from './icon.ts';

/** The servers of the person being played, and their direct messages. */
export function ServerRail() {
  const now = place.value;
  if (now === null) return null;
  const { me, here, servers, directChannelId } = now;
  return html`
    <nav class="rail" aria-label="Servers">
      <${RailButton} label="Direct messages" isHere=${here.guildId === null} open=${() => go(me.id, directChannelId)}>
        <${Icon} name="message" />
      <//>
      <span class="rail-line" aria-hidden="true"></span>
      ${servers.map(
        (server) => html`
          <${RailButton}
            key=${server.id}
            label=${server.name}
            isHere=${here.guildId === server.id}
            open=${() => open(server, me.id)}
          >
            ${initials(server.name)}
          <//>
        `,
      )}
    </nav>
  `;
}

function RailButton({
  label,
  isHere,
  open,
  children,
}: {
  label: string;
  isHere: boolean;
  open: () => void;
  children?: unknown;
}) {
  return html`
    <button
      class="rail-button"
      title=${label}
      aria-label=${label}
      aria-current=${isHere ? 'true' : undefined}
      onClick=${open}
    >
      ${children}
    </button>
  `;
}

function open({ channels }: Server, userId: string): void {
  const [first] = channels;
  if (first !== undefined) go(userId, first.id);
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
}
