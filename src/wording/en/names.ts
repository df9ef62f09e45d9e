import type { Creativity, Slider, Variant } from '../../core/picture/request.ts';
import { signed } from '../format/figures.ts';

export const VARIANT_NAMES: Record<Variant, string> = {
  medium: 'Medium',
  large: 'Large',
  'medium-turbo': 'Medium Turbo',
};

export const CREATIVITY_NAMES: Record<Creativity, string> = {
  raw: 'Raw',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
};

/** A slider's setting in words: "intensity +40". */
export function sliderWords(slider: Slider, value: number): string {
  return `${slider} ${signed(value)}`;
}

/** "1 picture", "3 pictures". */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** "1st", "2nd", "3rd", "11th". */
export function ordinal(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13;
  const ending = teen ? undefined : (['th', 'st', 'nd', 'rd'] as const)[value % 10];
  return `${value.toLocaleString('en-US')}${ending ?? 'th'}`;
}

/** "2", "2 and 3", "2, 3 and 4". */
export function listed(words: readonly (string | number)[]): string {
  const last = words.at(-1);
  if (last === undefined) return '';
  return words.length === 1 ? String(last) : `${words.slice(0, -1).join(', ')} and ${last}`;
}
