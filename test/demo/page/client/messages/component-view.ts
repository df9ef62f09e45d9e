import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

import type { Component } from '../../wire/components.ts';
import { kinds } from '../../wire/kinds.ts';
import { Markdown } from '../markdown/markdown.ts';
import { FileCard } from './attachments.ts';
import { ButtonView } from './button-view.ts';
import { GalleryView } from './gallery-view.ts';
import { MessageSelect } from './message-select.ts';
import { Picture } from './picture.ts';

/** A component of a message, as Discord draws it. */
export function ComponentView({ component: it, messageId }: { component: Component; messageId: string }): unknown {
  switch (it.type) {
    case kinds.row:
      return html`
        <div class="component-row">
          ${it.components.map((child, index) =>
            child.type === kinds.button
              ? html`<${ButtonView} key=${child.custom_id ?? index} button=${child} messageId=${messageId} />`
              : html`<${MessageSelect} key=${child.custom_id} select=${child} messageId=${messageId} />`,
          )}
        </div>
      `;
    case kinds.text:
      return html`<${Markdown} text=${it.content} />`;
    case kinds.gallery:
      return html`<${GalleryView}
        pictures=${it.items.map(({ media, description, spoiler }) => ({ ...media, alt: description ?? null, isSpoiler: spoiler === true }))}
      />`;
    case kinds.file:
      return html`<${FileCard} name=${it.name} size=${it.size ?? 0} url=${it.file.url} />`;
    case kinds.separator:
      return html`<div
        class="separator"
        role="separator"
        data-divider=${it.divider}
        data-wide=${it.spacing > 1}
      ></div>`;
    case kinds.section:
      return html`
        <div class="section">
          <div class="section-words">
            ${it.components.map(({ content }, index) => html`<${Markdown} key=${index} text=${content} />`)}
          </div>
          ${
            it.accessory.type === kinds.button
              ? html`<${ButtonView} button=${it.accessory} messageId=${messageId} />`
              : html`<div class="section-picture">
                  <${Picture}
                    picture=${{ ...it.accessory.media, alt: it.accessory.description ?? null, isSpoiler: it.accessory.spoiler === true }}
                    album=${[]}
                  />
                </div>`
          }
        </div>
      `;
    case kinds.container:
      return html`<${Container} container=${it} messageId=${messageId} />`;
  }
}

type ContainerComponent = Extract<Component, { type: typeof kinds.container }>;

function Container({ container, messageId }: { container: ContainerComponent; messageId: string }) {
  const [isCovered, setCovered] = useState(container.spoiler === true);
  const accent = container.accent_color ?? null;
  const style = accent === null ? undefined : { '--accent': `#${accent.toString(16).padStart(6, '0')}` };
  return html`
    <div class="container" style=${style} data-accent=${accent !== null} data-covered=${isCovered}>
      ${container.components.map((component, index) => html`<${ComponentView} key=${index} component=${component} messageId=${messageId} />`)}
      ${isCovered ? html`<button class="spoiler-cover" onClick=${() => setCovered(false)}>Spoiler</button>` : null}
    </div>
  `;
}
