import { html } from 'htm/preact';

/** A part of the panel under its heading. */
export function Section({ title, note, children }: { title: string; note?: string; children?: unknown }) {
  return html`
    <section class="panel-section">
      <h3>${title}${note === undefined ? null : html` <small>${note}</small>`}</h3>
      ${children}
    </section>
  `;
}
