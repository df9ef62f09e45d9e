import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';

import { Icon } from '../chrome/icon.ts';
import type { Shown } from './shown.ts';

const open = signal<{ album: readonly Shown[]; index: number } | null>(null);

/** Shows a picture large; the arrows lead through the others of its message. */
export function openViewer(album: readonly Shown[], picture: Shown): void {
  open.value = {
    album,
    index: Math.max(
      0,
      album.findIndex(({ url }) => url === picture.url),
    ),
  };
}

function step(by: number): void {
  const now = open.value;
  if (now !== null) open.value = { ...now, index: (now.index + by + now.album.length) % now.album.length };
}

function onKeyDown({ key }: KeyboardEvent): void {
  if (key === 'ArrowLeft') step(-1);
  if (key === 'ArrowRight') step(1);
}

/** The image viewer, when a picture is open in it. */
export function Viewer() {
  const dialog = useRef<HTMLDialogElement>(null);
  const now = open.value;
  const picture = now?.album[now.index];
  useEffect(() => {
    if (picture !== undefined) dialog.current?.showModal();
  }, [picture === undefined]);
  if (now === null || picture === undefined) return null;
  const close = (): void => void (open.value = null);
  const isAlone = now.album.length < 2;
  return html`
    <dialog
      class="viewer"
      ref=${dialog}
      aria-label="Picture"
      onClose=${close}
      onKeyDown=${onKeyDown}
      onClick=${(event: MouseEvent) => event.target === event.currentTarget && close()}
    >
      <header class="viewer-tools">
        ${isAlone ? null : html`<span>${now.index + 1} / ${now.album.length}</span>`}
        <a class="icon-button" href=${picture.url} target="_blank" rel="noreferrer" aria-label="Open in browser"
          ><${Icon} name="external"
        /></a>
        <button class="icon-button" aria-label="Close" onClick=${close}><${Icon} name="close" /></button>
      </header>
      ${isAlone ? null : html`<button class="viewer-step" data-side="left" aria-label="Previous picture" onClick=${() => step(-1)}><${Icon} name="left" /></button>`}
      <figure>
        <img src=${picture.url} alt=${picture.alt ?? 'Picture without a description'} />
        ${picture.alt === null ? null : html`<figcaption>${picture.alt}</figcaption>`}
      </figure>
      ${isAlone ? null : html`<button class="viewer-step" data-side="right" aria-label="Next picture" onClick=${() => step(1)}><${Icon} name="right" /></button>`}
    </dialog>
  `;
}
