import { createNoise } from '../dice.ts';
import { paintSky } from '../sky.ts';
import { gradient, line, many, n } from '../stage.ts';
import type { Scene, Stage } from '../stage.ts';

/** Open water under a low sun, with islands and sails. */
export const sea: Scene = (stage) => {
  const { width, height, dice, palette, detail, motion } = stage;
  const plan = dice('plan');
  const horizon = height * plan.between(0.42, 0.6);
  const { art, dark, sun } = paintSky(stage, horizon * 1.02);
  const swell = 1 + motion * 0.9;
  const count = Math.round(10 * (0.3 + detail * 0.7));
  const [far, near] = dark ? [0.55, 0.05] : [0.78, 0.22];

  const water = many(count, (index) => {
    const t = index / (count - 1);
    const y = horizon + (height - horizon) * t ** 1.7;
    const noise = createNoise(dice(`wave${index}`));
    const tall = (3 + 34 * t) * swell;
    const points = Array.from({ length: 121 }, (_, step): [number, number] => {
      const x = (step / 120) * width;
      const phase = x / (30 + 110 * t) + index * 1.7;
      return [x, y + Math.sin(phase) * tall * 0.35 + noise((x / width) * 5 + index, 2) * tall];
    });
    const color = palette.ramp(far + (near - far) * t);
    const crest = palette.ramp(far + (near - far) * t + 0.13);
    const id = `water${index}`;
    const edge =
      index === 0
        ? ''
        : `<path d="${line(points)}" fill="none" stroke="${palette.ramp(0.96)}" stroke-opacity="${n(0.2 + 0.3 * t)}" stroke-width="${n(0.8 + 2 * t)}"/>`;
    return `<defs>${gradient(id, [
      [0, crest],
      [0.5, color],
    ])}</defs><path d="${line(
      index === 0
        ? [
            [0, y],
            [width, y],
          ]
        : points,
    )}L${n(width)} ${n(height)}L0 ${n(height)}Z" fill="url(#${id})"/>${edge}`;
  });
  return `${art}${islands(stage, horizon, far)}${water}${glitter(stage, horizon, sun[0])}${sails(stage, horizon)}`;
};

function islands({ dice, width, height, palette, detail }: Stage, horizon: number, far: number): string {
  return many(dice('islands').int(1, 3) * (0.6 + detail * 0.4), (index) => {
    const island = dice(`island${index}`);
    const noise = createNoise(island);
    const [x, wide, tall] = [
      island.between(-0.1, 0.9) * width,
      island.between(0.2, 0.5) * width,
      island.between(0.05, 0.17) * height,
    ];
    const points = Array.from({ length: 61 }, (_, step): [number, number] => {
      const t = step / 60;
      return [x + t * wide, horizon - Math.sin(t * Math.PI) ** 0.8 * tall * (0.72 + 0.45 * noise(t * 5, 4))];
    });
    return `<path d="${line(points)}Z" fill="${palette.ramp(far - 0.22 - index * 0.09)}" opacity="0.92"/>`;
  });
}

function glitter({ dice, width, height, palette, detail, motion }: Stage, horizon: number, x: number): string {
  const sparks = dice('glitter');
  return many(110 * detail, () => {
    const t = sparks.roll() ** 1.4;
    const spread = (20 + 190 * t) * (1 + Math.max(0, motion) * 0.8);
    const [cx, cy] = [x + sparks.between(-1, 1) * spread, horizon + 4 + (height - horizon) * t];
    const long = sparks.between(4, 12 + 44 * t);
    return cx < -50 || cx > width + 50
      ? ''
      : `<rect x="${n(cx - long)}" y="${n(cy)}" width="${n(long * 2)}" height="${n(1 + 4 * t)}" rx="2" fill="${palette.accents[1]}" opacity="${n(sparks.between(0.25, 0.85) * (1 - t * 0.6))}"/>`;
  });
}

function sails({ dice, width, height, palette, fancy, motion }: Stage, horizon: number): string {
  const fleet = dice('sails');
  return many(fleet.int(1, 2) + fancy, (index) => {
    const t = fleet.between(0.02, 0.4);
    const [x, y, s] = [fleet.between(0.1, 0.9) * width, horizon + (height - horizon) * t + 6, 14 + 120 * t];
    const lean = motion * 16 * (index % 2 === 0 ? 1 : -1);
    return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(lean)}) scale(${n(s / 10)})"><path d="M-8 0Q0 4 9 0L7 2.6Q0 4.4 -6 2.6Z" fill="${palette.ramp(0.03)}"/><path d="M0.4 -16Q8 -8 7.5 -1L0.4 -1Z" fill="${palette.ramp(0.98)}"/><path d="M-0.4 -14Q-6 -7 -6 -1L-0.4 -1Z" fill="${palette.accents[index % 2 === 0 ? 0 : 2]}"/></g>`;
  });
}
