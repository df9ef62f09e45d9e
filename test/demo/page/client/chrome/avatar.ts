import { html } from 'htm/preact';

import type { Person } from '../../wire/state.ts';

/** A person's round picture. */
export function Avatar({ person, size }: { person: Person; size: number }) {
  const box = { width: `${size}px`, height: `${size}px` };
  if (person.isBot) return html`<img class="avatar" style=${box} src="/client/icon.svg" alt="" />`;
  return html`
    <span
      class="avatar"
      style=${{ ...box, background: person.color, fontSize: `${Math.round(size * 0.46)}px` }}
      aria-hidden="true"
    >
      ${person.name.charAt(0)}
    </span>
  `;
}
