import { REQUEST_DEFAULTS, SLIDERS } from '../../../core/picture/request.ts';
import type { PictureRequest } from '../../../core/picture/request.ts';
import { signed } from '../../format/figures.ts';
import { quoteShort } from '../../format/safe-text.ts';
import { counted, CREATIVITY_NAMES, sliderWords, VARIANT_NAMES } from '../names.ts';

const TITLE_SHOWN = 60;

/** What a picture was made with: the model, its seeds, and only those settings that a plain request does not have. */
export function describeSettings(request: PictureRequest, seeds: readonly number[]): string {
  return [
    `Krea 2 ${VARIANT_NAMES[request.variant]}`,
    ...(seeds.length === 0 ? [] : [`${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`]),
    ...changedSettings(request),
  ].join(' · ');
}

function changedSettings(request: PictureRequest): string[] {
  const { aspectRatio, resolution, creativity, references, moodboard, style } = request;
  const words: string[] = [];
  if (aspectRatio !== REQUEST_DEFAULTS.aspectRatio) words.push(aspectRatio);
  if (resolution !== REQUEST_DEFAULTS.resolution) words.push(resolution);
  if (creativity !== REQUEST_DEFAULTS.creativity) words.push(creativityWords(creativity));
  for (const slider of SLIDERS) {
    if (request[slider] !== REQUEST_DEFAULTS[slider]) words.push(sliderWords(slider, request[slider]));
  }
  if (references.length > 0) words.push(counted(references.length, 'style reference'));
  if (moodboard !== null) words.push(`moodboard at ${strength(moodboard.strength)}`);
  if (style !== null)
    words.push(
      `style “${quoteShort(style.title, TITLE_SHOWN) || quoteShort(style.id, 20)}” at ${strength(style.strength)}`,
    );
  return words;
}

/** "creativity high". */
function creativityWords(creativity: PictureRequest['creativity']): string {
  return `creativity ${CREATIVITY_NAMES[creativity].toLowerCase()}`;
}

/** How a request differs from the one it was made from, setting by setting; the seed is left to the verb. */
export function describeDifferences(from: PictureRequest, to: PictureRequest): string[] {
  const words: string[] = [];
  if (to.prompt !== from.prompt) words.push('new prompt');
  if (to.variant !== from.variant) words.push(VARIANT_NAMES[to.variant]);
  if (to.aspectRatio !== from.aspectRatio) words.push(to.aspectRatio);
  if (to.creativity !== from.creativity) words.push(creativityWords(to.creativity));
  for (const slider of SLIDERS) {
    if (to[slider] !== from[slider]) words.push(sliderWords(slider, to[slider]));
  }
  return words;
}

function strength(value: number): string {
  return signed(Math.round(value * 100) / 100).replace(/^\+/, '');
}
