import { html } from 'htm/preact';

import type { JobLine } from '../../wire/panel.ts';
import { Section } from './section.ts';

const SHOWN = 10;

/** The latest pictures and how far each is, in the bot's words and in Krea's. */
export function Jobs({ jobs }: { jobs: readonly JobLine[] }) {
  return html`
    <${Section} title="Jobs" note="newest first">
      ${jobs.length === 0 ? html`<p class="panel-note">None yet. Type /krea in the box.</p>` : null}
      <ol class="rows">
        ${jobs.slice(0, SHOWN).map(
          ({ id, prompt, state, kreaStatus, who }) => html`
            <li key=${id} class="job" data-state=${state}>
              <span class="job-prompt" title=${prompt}>${prompt}</span>
              <span class="job-state">${state}</span>
              <small>${who}${kreaStatus === null ? '' : ` · Krea: ${kreaStatus}`}</small>
            </li>
          `,
        )}
      </ol>
    <//>
  `;
}
