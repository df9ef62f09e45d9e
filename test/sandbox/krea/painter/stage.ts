import type { DiceBox } from './dice.ts';
import type { Palette } from './palette.ts';

/** What a scene is painted with; lengths are in units of a picture of about 1000 by 1000. */
export type Stage = {
  width: number;
  height: number;
  dice: DiceBox;
  palette: Palette;
  /** How many things there are: 1 as usual, from 0.2 to 2.3. */
  detail: number;
  /** From -1 (still) over 0 to 1 (stormy). */
  motion: number;
  /** Extras that nobody asked for: 0 to 3. */
  fancy: number;
};
export type Scene = (stage: Stage) => string;

/** A number as short as SVG needs it. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A path through points. */
export function line(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');
}

/** A smooth path through points. */
export function curve(points: readonly (readonly [number, number])[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${n(first[0])} ${n(first[1])}`;
  let last = first;
  for (const point of rest) {
    path += `Q${n(last[0])} ${n(last[1])} ${n((last[0] + point[0]) / 2)} ${n((last[1] + point[1]) / 2)}`;
    last = point;
  }
  return `${path}L${n(last[0])} ${n(last[1])}`;
}

/** A gradient from top to bottom, or at an angle. */
export function gradient(
  id: string,
  stops: readonly (readonly [offset: number, color: string, opacity?: number])[],
  angle = 90,
): string {
  const turn = (angle * Math.PI) / 180;
  const [dx, dy] = [Math.cos(turn) / 2, Math.sin(turn) / 2];
  const ends = `x1="${0.5 - dx}" y1="${0.5 - dy}" x2="${0.5 + dx}" y2="${0.5 + dy}"`;
  return `<linearGradient id="${id}" ${ends}>${stopTags(stops)}</linearGradient>`;
}

/** A round gradient from the middle outwards. */
export function glow(
  id: string,
  stops: readonly (readonly [offset: number, color: string, opacity?: number])[],
): string {
  return `<radialGradient id="${id}">${stopTags(stops)}</radialGradient>`;
}

/** A rectangle over the whole picture. */
export function cover({ width, height }: Stage, fill: string, more = ''): string {
  return `<rect width="${n(width)}" height="${n(height)}" fill="${fill}" ${more}/>`;
}

/** Something `count` times. */
export function many(count: number, make: (index: number) => string): string {
  return Array.from({ length: Math.max(0, Math.round(count)) }, (_, index) => make(index)).join('');
}

function stopTags(stops: readonly (readonly [number, string, number?])[]): string {
  return stops
    .map(([offset, color, opacity = 1]) => `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`)
    .join('');
}
