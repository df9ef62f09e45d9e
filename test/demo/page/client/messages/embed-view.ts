import { html } from 'htm/preact';

import type { Embed } from '../../wire/message.ts';
import { Markdown } from '../markdown/markdown.ts';
import { GalleryView } from './gallery-view.ts';

/** An embed of a classic message. */
export function EmbedView({ embed }: { embed: Embed }) {
  const { author, title, description, url, fields, image, thumbnail, footer, color } = embed;
  const accent =
    color === null || color === undefined ? undefined : { '--accent': `#${color.toString(16).padStart(6, '0')}` };
  return html`
    <div class="embed" style=${accent}>
      ${author ? html`<div class="embed-author">${author.name}</div>` : null}
      ${title ? html`<div class="embed-title">${url ? html`<a href=${url} target="_blank" rel="noreferrer">${title}</a>` : title}</div>` : null}
      ${description ? html`<${Markdown} text=${description} />` : null}
      ${
        fields && fields.length > 0
          ? html`<div class="embed-fields">
              ${fields.map((field, index) => html`<div key=${index} data-inline=${field.inline}><b>${field.name}</b><${Markdown} text=${field.value} /></div>`)}
            </div>`
          : null
      }
      ${[image, thumbnail].map((shown) => (shown ? html`<${GalleryView} pictures=${[{ ...shown, alt: null, isSpoiler: false }]} />` : null))}
      ${footer ? html`<div class="embed-footer">${footer.text}</div>` : null}
    </div>
  `;
}
