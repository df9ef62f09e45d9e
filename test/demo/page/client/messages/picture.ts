import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

import type { Shown } from './shown.ts';
import { openViewer } from './viewer.ts';

/** A picture that opens in the viewer; a spoiler is uncovered first. */
export function Picture({ picture, album }: { picture: Shown; album: readonly Shown[] }) {
  const [isCovered, setCovered] = useState(picture.isSpoiler);
  const alt = picture.alt ?? 'Picture without a description';
  return html`
    <span class="picture" data-covered=${isCovered}>
      <button
        class="picture-open"
        aria-label=${isCovered ? 'Spoiler, show it' : `Open: ${alt}`}
        onClick=${() => (isCovered ? setCovered(false) : openViewer(album.length > 0 ? album : [picture], picture))}
      >
        <img
          src=${picture.url}
          alt=${isCovered ? '' : alt}
          width=${picture.width ?? undefined}
          height=${picture.height ?? undefined}
          loading="lazy"
          decoding="async"
        />
        ${isCovered ? html`<span class="spoiler-pill">Spoiler</span>` : null}
      </button>
      ${picture.alt !== null && !isCovered ? html`<span class="alt-tag" title=${picture.alt} aria-hidden="true">ALT</span>` : null}
    </span>
  `;
}
