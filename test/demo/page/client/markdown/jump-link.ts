import { html } from 'htm/preact';

import { go, place } from '../state.ts';

/** A link to a message, as Discord draws it: its channel, and the way there. */
export function JumpLink({ channelId, messageId }: { channelId: string; messageId: string }) {
  const now = place.value;
  const channel = now?.servers.flatMap(({ channels }) => channels).find(({ id }) => id === channelId);
  const name = channelId === now?.directChannelId ? now.bot.name : (channel?.name ?? 'unknown');
  const jump = (): void => {
    if (now === null) return;
    if (now.here.channelId !== channelId) go(now.me.id, channelId);
    document.getElementById(`message-${messageId}`)?.scrollIntoView({ block: 'center' });
  };
  return html`<button class="mention mention-jump" onClick=${jump}>#${name} › message</button>`;
}
