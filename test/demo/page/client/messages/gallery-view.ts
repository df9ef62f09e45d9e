import { html } from 'htm/preact';

import { Picture } from './picture.ts';
import type { Shown } from './shown.ts';

const WIDTH_LIMIT = 550;
const HEIGHT_LIMIT = 350;

/** Pictures in Discord's grid: one as large as it may be, several cut to fit beside each other. */
export function GalleryView({ pictures }: { pictures: readonly Shown[] }) {
  const [only] = pictures;
  const style = pictures.length === 1 && only !== undefined ? sizeOf(only) : undefined;
  return html`
    <div class="gallery" data-count=${pictures.length} style=${style}>
      ${pictures.map((picture) => html`<${Picture} key=${picture.url} picture=${picture} album=${pictures} />`)}
    </div>
  `;
}

/** The room of a single picture, known before it is loaded, so that nothing jumps. */
function sizeOf({ width, height }: Shown): Record<string, string> | undefined {
  if (!width || !height) return undefined;
  const scale = Math.min(1, WIDTH_LIMIT / width, HEIGHT_LIMIT / height);
  return { width: `${Math.round(width * scale)}px`, aspectRatio: `${width} / ${height}` };
}
