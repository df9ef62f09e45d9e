import type { Dice } from '../dice.ts';
import { cover, many, n } from '../stage.ts';
import type { Scene, Stage } from '../stage.ts';

/** A poster of quarter circles, stripes and dots on paper. */
export const tiles: Scene = (stage) => {
  const { width, height, dice, motion, detail } = stage;
  const plan = dice('plan');
  const paper = stage.palette.ramp(plan.roll() < 0.65 ? 0.98 : 0.04);
  const cells = Math.max(3, Math.round(plan.int(4, 5) * (0.6 + detail * 0.4)));
  const margin = Math.min(width, height) * 0.07;
  const size = (Math.min(width, height) - 2 * margin) / cells;
  const [columns, rows] = [Math.floor((width - margin) / size), Math.floor((height - margin) / size)];
  const [left, top] = [(width - columns * size) / 2, (height - rows * size) / 2];
  const art = many(columns * rows, (index) => {
    const tile = dice(`tile${index}`);
    const [x, y] = [left + (index % columns) * size, top + Math.floor(index / columns) * size];
    const turn = tile.int(0, 3) * 90 + motion * tile.between(-32, 32);
    return `<g transform="translate(${n(x + size / 2)} ${n(y + size / 2)}) rotate(${n(turn)}) scale(${(size / 2) * 1.003})">${shape(stage, tile)}</g>`;
  });
  return `${cover(stage, paper)}${art}`;
};

/** One tile, two units wide around the middle. */
function shape({ palette, fancy }: Stage, tile: Dice): string {
  const colors = [
    palette.ramp(0.08),
    palette.ramp(0.34),
    palette.ramp(0.56),
    palette.ramp(0.78),
    palette.ramp(0.93),
    ...palette.accents,
  ];
  const ground = tile.int(0, colors.length - 1);
  const other = (step: number): string => colors[(ground + step) % colors.length] ?? '#000';
  const [one, two, three] = [other(tile.int(2, 4)), other(5), other(tile.int(6, 7))];
  const floor = `<rect x="-1" y="-1" width="2" height="2" fill="${other(0)}"/>`;
  const kinds: readonly [string, ...string[]] = [
    `<path d="M-1 -1H1A2 2 0 0 1 -1 1Z" fill="${one}"/><path d="M-1 -1H0A1 1 0 0 1 -1 0Z" fill="${two}"/>`,
    `<circle r="0.8" fill="${one}"/><circle r="0.45" fill="${two}"/><circle r="0.16" fill="${three}"/>`,
    `<path d="M-1 -1A1 1 0 0 1 -1 1Z" fill="${one}"/><path d="M1 -1A1 1 0 0 0 1 1Z" fill="${two}"/>`,
    `<path d="M-1 1L0 -1L1 1Z" fill="${one}"/><path d="M-0.5 1L0 0L0.5 1Z" fill="${three}"/>`,
    `<path d="M-1 -0.75H1M-1 -0.25H1M-1 0.25H1M-1 0.75H1" stroke="${one}" stroke-width="0.24"/>`,
    `<path d="M-1 0A1 1 0 0 1 0 -1A1 1 0 0 1 1 0A1 1 0 0 1 0 1A1 1 0 0 1 -1 0Z" fill="${two}"/><path d="M-1 0A1 1 0 0 0 1 0Z" fill="${one}"/>`,
    `<path d="M0 -1A1 1 0 0 0 1 0A1 1 0 0 0 0 1A1 1 0 0 0 -1 0A1 1 0 0 0 0 -1Z" fill="${one}"/><circle r="0.2" fill="${two}"/>`,
    `<path d="M-1 -1H1A2 2 0 0 1 -1 1Z" fill="${one}"/><path d="M-1 -1H0.4A1.4 1.4 0 0 1 -1 0.4Z" fill="${two}"/><path d="M-1 -1H-0.2A0.8 0.8 0 0 1 -1 -0.2Z" fill="${three}"/>`,
  ];
  const dots =
    tile.roll() < 0.1 + fancy * 0.12
      ? many(
          9,
          (dot) =>
            `<circle cx="${(dot % 3) * 0.6 - 0.6}" cy="${Math.floor(dot / 3) * 0.6 - 0.6}" r="0.12" fill="${three}"/>`,
        )
      : '';
  return `${floor}${tile.pick(kinds)}${dots}`;
}
