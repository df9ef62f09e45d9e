import type { Slider, Variant } from '../../../core/picture/request.ts';
import { CREATIVITY_NAMES, VARIANT_NAMES } from '../names.ts';

interface Range {
  min: number;
  max: number;
  default: number;
}

const SLIDERS: Record<Slider, string> = {
  intensity: 'Strength of contrast and colour',
  complexity: 'Amount of detail; negative is cleaner',
  movement: 'Amount of motion',
};

const counts = (what: string, { min, max, default: usual }: Range): string =>
  `How strongly ${what} counts, ${min} to ${max} (default ${usual})`;

/** What Discord shows of `/krea` while it is typed. */
export const krea = {
  description: 'Make a picture with Krea 2',
  prompt: 'What to paint, in your own words',
  variant: (usual: Variant): string => `Which Krea 2 model paints (default ${VARIANT_NAMES[usual]})`,
  variantChoice: (variant: Variant, from: string | undefined): string =>
    `${VARIANT_NAMES[variant]}${from === undefined ? '' : ` (from ${from})`}`,
  aspectRatio: 'Width to height (default 1:1)',
  resolution: 'Size of the picture (default 1K)',
  seed: 'Same seed and settings, same picture (default: a new one)',
  creativity: 'How freely Krea interprets the prompt (default medium)',
  creativities: CREATIVITY_NAMES,
  reference: (place: number): string => `Style reference ${place}: an image whose style to use (PNG, JPEG, WebP, HEIC)`,
  referenceStrength: (place: number, range: Range): string => counts(`style reference ${place}`, range),
  moodboard: 'A moodboard made on krea.ai: its id or share link',
  moodboardStrength: (range: Range): string => counts('the moodboard', range),
  style: 'A style trained on krea.ai',
  styleStrength: (range: Range): string => counts('the trained style', range),
  slider: (slider: Slider): string => `${SLIDERS[slider]}, -100 to 100 (default 0)`,
  count: 'How many pictures, with seeds counting up (default 1)',
  private: 'Show the result only to you (default: everyone here)',
  spoiler: 'Cover the pictures until they are clicked (default: no)',
};
