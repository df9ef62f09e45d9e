import { createNoise } from '../dice.ts';
import { cover, curve, glow, gradient, many, n } from '../stage.ts';
import type { Scene } from '../stage.ts';

/** Ribbons that follow an unseen current around a bright core. */
export const flow: Scene = (stage) => {
  const { width, height, dice, palette, detail, motion, fancy } = stage;
  const plan = dice('plan');
  const [across, along] = [createNoise(dice('across')), createNoise(dice('along'))];
  const turn = plan.between(0, Math.PI * 2);
  const wild = 1.5 + 1.3 * motion;
  const dark = plan.roll() < 0.6;
  const [from, to] = dark ? [0.02, 0.24] : [1, 0.84];
  const [cx, cy] = [width * plan.between(0.3, 0.7), height * plan.between(0.3, 0.7)];
  const defs = [
    gradient(
      'ground',
      [
        [0, palette.ramp(from)],
        [1, palette.ramp(to)],
      ],
      plan.between(30, 150),
    ),
    glow('core', [
      [0, palette.accents[1], 0.75],
      [0.35, palette.accents[0], 0.28],
      [1, palette.accents[0], 0],
    ]),
  ].join('');

  const strands = dice('strands');
  const count = 260 * detail;
  const ribbons = many(count, (index) => {
    let [x, y] = [strands.between(-0.15, 1.15) * width, strands.between(-0.15, 1.15) * height];
    const shade = 0.5 + 0.5 * across(x / 300 + y / 420, 2);
    const thick = 1.2 + strands.roll() ** 3 * 20;
    const long = strands.int(18, 46);
    const vivid = strands.roll();
    const solid = strands.between(0.35, 0.9);
    const points = Array.from({ length: long }, (): [number, number] => {
      const pull = Math.atan2(cy - y, cx - x) + Math.PI / 2;
      const angle = turn + wild * (across(x / 420 + 3, 2) + along(y / 420 + 8, 2)) + pull * 0.55;
      x += Math.cos(angle) * 13;
      y += Math.sin(angle) * 13;
      return [x, y];
    });
    const color =
      vivid < 0.1
        ? palette.accents[index % 3 === 0 ? 0 : 2]
        : palette.ramp(dark ? 0.2 + shade * 0.8 : 0.06 + shade * 0.7);
    return `<path d="${curve(points)}" stroke="${color}" stroke-width="${n(thick)}" opacity="${n(solid)}"/>`;
  });
  const beads = dice('beads');
  const drops = many((10 + 14 * fancy) * detail, () => {
    const color = beads.pick([palette.accents[0], palette.accents[1], palette.accents[2], palette.ramp(1)]);
    return `<circle cx="${n(beads.between(0, width))}" cy="${n(beads.between(0, height))}" r="${n(2 + beads.roll() ** 2 * 15)}" fill="${color}"/>`;
  });
  return `<defs>${defs}</defs>${cover(stage, 'url(#ground)')}<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(Math.min(width, height) * 0.6)}" fill="url(#core)"/><g fill="none" stroke-linecap="round">${ribbons}</g>${drops}`;
};
