import { paintSky } from '../sky.ts';
import { gradient, many, n } from '../stage.ts';
import type { Scene, Stage } from '../stage.ts';

/** A skyline in several depths, with lights in the windows and its reflection in a river. */
export const city: Scene = (stage) => {
  const { width, height, dice, palette, detail, motion } = stage;
  const plan = dice('plan');
  const shore = height * plan.between(0.74, 0.84);
  const { art, dark } = paintSky(stage, shore * 0.9);
  const rows = 3 + Math.round(detail);
  const [far, near] = dark ? [0.46, 0.02] : [0.7, 0.1];
  const skyline = many(rows, (row) => {
    const t = row / (rows - 1);
    return street(stage, {
      row,
      t,
      shore,
      color: palette.ramp(far + (near - far) * t),
      haze: palette.ramp(far + (near - far) * t + 0.14),
    });
  });
  const ripples = dice('ripples');
  const water = many(70 * detail, () => {
    const [x, y] = [ripples.between(0, width), shore + ripples.roll() ** 1.3 * (height - shore)];
    const wide = ripples.between(8, 70) * (1 + Math.max(0, motion));
    const color = ripples.pick([palette.accents[1], palette.accents[0], palette.ramp(0.85)]);
    return `<rect x="${n(x)}" y="${n(y)}" width="${n(wide)}" height="${n(ripples.between(1, 3.4))}" rx="1.5" fill="${color}" opacity="${n(ripples.between(0.12, 0.55))}" transform="rotate(${n(motion * ripples.between(-7, 7))} ${n(x)} ${n(y)})"/>`;
  });
  const river = gradient('river', [
    [0, palette.ramp(dark ? 0.34 : 0.55)],
    [1, palette.ramp(0.06)],
  ]);
  return `${art}${skyline}<defs>${river}</defs><rect y="${n(shore)}" width="${n(width)}" height="${n(height - shore)}" fill="url(#river)"/>${water}`;
};

type Row = { row: number; t: number; shore: number; color: string; haze: string };

function street(stage: Stage, { row, t, shore, color, haze }: Row): string {
  const { width, height, dice, motion } = stage;
  const block = dice(`row${row}`);
  const id = `front${row}`;
  const houses: string[] = [];
  let x = -block.between(0, 40);
  while (x < width) {
    const wide = block.between(34, 74) * (0.75 + t * 0.55);
    const middle = 1 - Math.abs((x + wide / 2) / width - 0.5);
    const tall = height * block.between(0.08, 0.46 - 0.2 * t) * (0.45 + middle * 0.7);
    const lean = motion * block.between(-5, 5);
    houses.push(
      `<g transform="rotate(${n(lean)} ${n(x + wide / 2)} ${n(shore)})">${house(stage, { id, x, wide, tall, shore, t, name: `house${row}/${houses.length}` })}</g>`,
    );
    x += wide + block.between(-6, 10);
  }
  return `<defs>${gradient(id, [
    [0, color],
    [1, haze],
  ])}</defs>${houses.join('')}`;
}

type House = { id: string; x: number; wide: number; tall: number; shore: number; t: number; name: string };

function house(stage: Stage, { id, x, wide, tall, shore, t, name }: House): string {
  const { dice, palette, detail, fancy } = stage;
  const own = dice(name);
  const y = shore - tall;
  const roof = own.pick(['flat', 'flat', 'spire', 'slope', 'dome', 'step']);
  const tops: Record<string, string> = {
    flat: '',
    spire: `<rect x="${n(x + wide / 2 - 1.5)}" y="${n(y - wide * 0.9)}" width="3" height="${n(wide)}" fill="url(#${id})"/>`,
    slope: `<path d="M${n(x)} ${n(y + 1)}L${n(x + wide)} ${n(y - wide * 0.4)}V${n(y + 1)}Z" fill="url(#${id})"/>`,
    dome: `<ellipse cx="${n(x + wide / 2)}" cy="${n(y + 1)}" rx="${n(wide / 2)}" ry="${n(wide * 0.36)}" fill="url(#${id})"/>`,
    step: `<rect x="${n(x + wide * 0.2)}" y="${n(y - wide * 0.35)}" width="${n(wide * 0.6)}" height="${n(wide * 0.4)}" fill="url(#${id})"/>`,
  };
  const step = 15 - 2 * t;
  const [columns, floors] = [Math.floor((wide - 10) / step), Math.floor((tall - 10) / (step * 1.3))];
  const lit = 0.24 * detail + fancy * 0.05;
  const windows =
    t < 0.3
      ? ''
      : many(columns * floors, (index) => {
          const [column, floor] = [index % columns, Math.floor(index / columns)];
          const shown = own.roll() < lit;
          const color = own.roll() < 0.82 ? palette.accents[1] : palette.accents[0];
          return shown
            ? `<rect x="${n(x + 7 + column * step)}" y="${n(y + 8 + floor * step * 1.3)}" width="${n(step * 0.45)}" height="${n(step * 0.65)}" fill="${color}" opacity="${n(own.between(0.5, 1))}"/>`
            : '';
        });
  return `${tops[roof] ?? ''}<rect x="${n(x)}" y="${n(y)}" width="${n(wide)}" height="${n(tall + 20)}" fill="url(#${id})"/>${windows}`;
}
