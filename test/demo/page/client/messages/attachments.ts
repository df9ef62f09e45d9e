import { html } from 'htm/preact';

import type { Attachment } from '../../wire/message.ts';
import { Icon } from '../chrome/icon.ts';
import { writeSize } from '../write-size.ts';
import { GalleryView } from './gallery-view.ts';

const SPOILER = 8;

/** The files beside a classic message: pictures in the grid, others as cards. */
export function Attachments({ files }: { files: readonly Attachment[] }) {
  const pictures = files.filter(({ content_type: type }) => type?.startsWith('image/') === true);
  const others = files.filter((file) => !pictures.includes(file));
  if (files.length === 0) return null;
  return html`
    ${
      pictures.length === 0
        ? null
        : html`<${GalleryView}
            pictures=${pictures.map(({ url, width, height, description, flags }) => ({ url, width, height, alt: description ?? null, isSpoiler: ((flags ?? 0) & SPOILER) !== 0 }))}
          />`
    }
    ${others.map(({ id, filename, size, url }) => html`<${FileCard} key=${id} name=${filename} size=${size} url=${url} />`)}
  `;
}

/** A file that is not shown. */
export function FileCard({ name, size, url }: { name: string; size: number; url: string }) {
  return html`
    <a class="file-card" href=${url} target="_blank" rel="noreferrer">
      <${Icon} name="file" /> <span><b>${name}</b><small>${writeSize(size)}</small></span>
    </a>
  `;
}
