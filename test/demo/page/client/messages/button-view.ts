import { html } from 'htm/preact';

import type { Button } from '../../wire/components.ts';
import { Icon } from '../chrome/icon.ts';
import { useControl } from './use-control.ts';

const STYLES: Readonly<Record<number, string>> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'danger',
  5: 'link',
  6: 'primary',
};

/** A button of a message. */
export function ButtonView({ button, messageId }: { button: Button; messageId: string }) {
  const [isWaiting, use] = useControl(messageId);
  const { label, emoji, custom_id: customId, url } = button;
  const face = html`${emoji?.name ? html`<span>${emoji.name}</span>` : null}<span class="button-label">${label}</span>`;
  const style = STYLES[button.style] ?? 'secondary';
  if (url)
    return html`<a class="button" data-style=${style} href=${url} target="_blank" rel="noreferrer"
      >${face} <${Icon} name="external"
    /></a>`;
  return html`
    <button
      class="button"
      data-style=${style}
      data-waiting=${isWaiting}
      aria-busy=${isWaiting}
      disabled=${button.disabled === true || isWaiting}
      onClick=${() => use({ do: 'press', messageId, customId: customId ?? '' })}
    >
      ${face}${isWaiting ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>` : null}
    </button>
  `;
}
