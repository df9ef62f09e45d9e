import { createNoise } from '../dice.ts';
import { cover, glow, gradient, many, n } from '../stage.ts';
import type { Scene } from '../stage.ts';

/** Soft light that runs into itself, and glassy discs in it. */
export const aurora: Scene = (stage) => {
  const { width, height, dice, palette, detail, motion, fancy } = stage;
  const plan = dice('plan');
  const dark = plan.roll() < 0.5;
  const hues = [
    palette.ramp(0.3),
    palette.ramp(0.55),
    palette.ramp(0.78),
    palette.accents[0],
    palette.accents[1],
    palette.accents[2],
  ];
  const defs = [
    gradient(
      'base',
      [
        [0, palette.ramp(dark ? 0.02 : 0.95)],
        [1, palette.ramp(dark ? 0.3 : 0.72)],
      ],
      plan.between(20, 160),
    ),
    ...hues.map((color, index) =>
      glow(`soft${index}`, [
        [0, color, 0.9],
        [0.5, color, 0.4],
        [1, color, 0],
      ]),
    ),
    ...hues.map((color, index) =>
      gradient(
        `glass${index}`,
        [
          [0, palette.ramp(1), 0.75],
          [0.4, color, 0.5],
          [1, color, 0.06],
        ],
        60,
      ),
    ),
  ].join('');
  const soft = dice('soft');
  const blobs = many(13 * (0.6 + detail * 0.4), (index) => {
    const [x, y] = [soft.between(-0.05, 1.05) * width, soft.between(-0.05, 1.05) * height];
    const stretch = 1 + Math.max(0, motion) * 1.2;
    return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(soft.between(230, 520) * stretch)}" ry="${n(soft.between(190, 420) / stretch)}" transform="rotate(${n(motion * 40 + soft.between(-20, 20))} ${n(x)} ${n(y)})" fill="url(#soft${index % hues.length})"/>`;
  });
  const noise = createNoise(dice('veil'));
  const veils = many(24 * detail, (index) => {
    const points = Array.from({ length: 33 }, (_, step) => {
      const t = step / 32;
      const y =
        height * (0.55 + 0.4 * noise(t * (1.2 + Math.max(0, motion) * 1.4) + 4, 2)) + (index - 12 * detail) * 13;
      return `${step === 0 ? 'M' : 'L'}${n(t * width)} ${n(y + noise(t * 3 + index * 0.06, 2) * 46)}`;
    }).join('');
    return `<path d="${points}" fill="none" stroke="${palette.ramp(0.99)}" stroke-width="1.4" opacity="${n(0.12 + 0.3 * Math.abs(Math.sin(index)))}"/>`;
  });
  const discs = dice('discs');
  const glass = many((4 + fancy * 2) * detail, (index) => {
    const [x, y, r] = [discs.between(0.12, 0.88) * width, discs.between(0.12, 0.88) * height, discs.between(24, 165)];
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="url(#glass${index % hues.length})" stroke="${palette.ramp(1)}" stroke-opacity="0.55" stroke-width="1.5"/>`;
  });
  return `<defs>${defs}</defs>${cover(stage, 'url(#base)')}${blobs}${veils}${glass}`;
};
