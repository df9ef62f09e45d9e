import { cover, glow, gradient, many, n } from '../stage.ts';
import type { Scene, Stage } from '../stage.ts';

/** Flowers and leaves before a large sun. */
export const garden: Scene = (stage) => {
  const { width, height, dice, palette, detail, fancy } = stage;
  const plan = dice('plan');
  const dark = plan.roll() < 0.45;
  const [top, low] = dark ? [0.02, 0.26] : [0.99, 0.8];
  const short = Math.min(width, height);
  const [cx, cy, r] = [
    width * plan.between(0.3, 0.7),
    height * plan.between(0.28, 0.48),
    short * plan.between(0.24, 0.36),
  ];
  const defs = [
    gradient('air', [
      [0, palette.ramp(top)],
      [1, palette.ramp(low)],
    ]),
    gradient('sun', [
      [0, palette.accents[1]],
      [1, palette.accents[0]],
    ]),
    glow('warm', [
      [0, palette.accents[1], 0.5],
      [1, palette.accents[1], 0],
    ]),
  ].join('');
  const back = many(26 * detail, (index) => plant(stage, `back${index}`, { depth: 0.35, dark }));
  const front = many(20 * detail + fancy * 3, (index) => plant(stage, `front${index}`, { depth: 1, dark }));
  return `<defs>${defs}</defs>${cover(stage, 'url(#air)')}<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(r * 2)}" fill="url(#warm)"/><circle cx="${n(cx)}" cy="${n(cy)}" r="${n(r)}" fill="url(#sun)"/>${back}${front}`;
};

function plant(stage: Stage, name: string, { depth, dark }: { depth: number; dark: boolean }): string {
  const { width, height, dice, palette, motion } = stage;
  const own = dice(name);
  const x = own.between(-0.02, 1.02) * width;
  const tall = height * own.between(0.22, 0.5 + 0.18 * depth) * (0.7 + 0.3 * depth);
  const bend = own.between(-60, 60) + motion * 190 * own.between(0.6, 1);
  const [tipX, tipY] = [x + bend, height - tall + Math.abs(motion) * 30];
  const green = palette.ramp(dark ? 0.3 + 0.3 * depth * own.roll() : 0.6 - 0.5 * depth * own.between(0.5, 1));
  const [midX, midY] = [x + bend * 0.1, height - tall * 0.55];
  const stem = `<path d="M${n(x)} ${n(height)}Q${n(midX)} ${n(midY)} ${n(tipX)} ${n(tipY)}" fill="none" stroke="${green}" stroke-width="${n(2 + 4 * depth)}" stroke-linecap="round"/>`;
  const leaves = many(own.int(4, 8), (index) => {
    const t = 0.12 + index * 0.1;
    const [px, py] = [
      (1 - t) ** 2 * x + 2 * t * (1 - t) * midX + t * t * tipX,
      (1 - t) ** 2 * height + 2 * t * (1 - t) * midY + t * t * tipY,
    ];
    const [long, side] = [own.between(40, 95) * (0.5 + depth * 0.5) * (1 - t * 0.5), index % 2 === 0 ? 1 : -1];
    return `<path transform="translate(${n(px)} ${n(py)}) rotate(${n(side * own.between(35, 65) + motion * 25)})" d="M0 0Q${n(long * 0.28)} ${n(-long * 0.5)} 0 ${n(-long)}Q${n(-long * 0.28)} ${n(-long * 0.5)} 0 0Z" fill="${green}"/>`;
  });
  return `<g opacity="${depth < 1 ? 0.62 : 1}">${stem}${leaves}${flower(stage, name, tipX, tipY, depth)}</g>`;
}

function flower({ dice, palette }: Stage, name: string, x: number, y: number, depth: number): string {
  const own = dice(`${name} flower`);
  const size = own.between(26, 64) * (0.45 + depth * 0.55);
  const petals = own.int(5, 11);
  const color = own.pick([
    palette.accents[0],
    palette.accents[2],
    palette.accents[1],
    palette.ramp(0.95),
    palette.ramp(0.72),
  ]);
  const inner = own.pick([palette.ramp(0.1), palette.accents[1], palette.ramp(0.98)]);
  const wide = own.between(0.5, 0.95) * (6 / petals);
  const petal = (index: number, scale: number, fill: string): string =>
    `<path transform="rotate(${n((360 / petals) * index + scale * 20)}) scale(${scale})" d="M0 0C${n(size * wide)} ${n(-size * 0.4)} ${n(size * wide * 0.7)} ${n(-size)} 0 ${n(-size)}C${n(-size * wide * 0.7)} ${n(-size)} ${n(-size * wide)} ${n(-size * 0.4)} 0 0Z" fill="${fill}"/>`;
  const outerRing = many(petals, (index) => petal(index, 1, color));
  const innerRing = many(petals, (index) => petal(index, 0.62, inner));
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(own.between(0, 90))})"><g opacity="0.93">${outerRing}</g><g opacity="0.55">${innerRing}</g><circle r="${n(size * 0.2)}" fill="${palette.ramp(0.06)}"/></g>`;
}
