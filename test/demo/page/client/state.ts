import { signal } from '@preact/signals';

import type { Message } from '../wire/message.ts';
import type { PanelState } from '../wire/panel.ts';
import type { PageState, Person, PlaceState, Server } from '../wire/state.ts';

/** What the page server has told last; null until it has. */
export const place = signal<PlaceState | null>(null);
export const messages = signal<readonly Message[]>([]);
export const panel = signal<PanelState | null>(null);
export const isConnected = signal(true);

let stream: EventSource | undefined;

/** Looks at a channel as somebody; the address keeps both, for a reload. */
export function go(userId: string, channelId: string): void {
  stream?.close();
  const query = new URLSearchParams({ as: userId, in: channelId });
  history.replaceState(null, '', `#${query}`);
  const source = new EventSource(`/events?${query}`);
  stream = source;
  listen(source, 'place', (value) => (place.value = value));
  listen(source, 'messages', (value) => (messages.value = value));
  listen(source, 'panel', (value) => (panel.value = value));
  source.addEventListener('open', () => (isConnected.value = true));
  // The browser connects again by itself.
  source.addEventListener('error', () => (isConnected.value = false));
}

/** Opens what the address names; the page server knows where to begin when it names nothing. */
export function openFromAddress(): void {
  const query = new URLSearchParams(location.hash.slice(1));
  go(query.get('as') ?? '', query.get('in') ?? '');
}

/** Everybody by id, as far as this page has heard of them. */
export function personOf(id: string): Person | undefined {
  return place.value?.people.find((person) => person.id === id);
}

/** The roles of the server that is open. */
export function rolesHere(): Server['roles'] {
  const now = place.value;
  return now?.servers.find(({ id }) => id === now.here.guildId)?.roles ?? [];
}

function listen<Part extends keyof PageState>(
  source: EventSource,
  part: Part,
  take: (value: PageState[Part]) => void,
): void {
  source.addEventListener(part, ({ data }) => {
    // The other half of this program has written it.
    const value: PageState[Part] = JSON.parse(String(data));
    take(value);
  });
}
