import { cover, glow, gradient, many, n } from '../stage.ts';
import type { Scene, Stage } from '../stage.ts';

/** Planets with rings before a nebula. */
export const cosmos: Scene = (stage) => {
  const { width, height, dice, palette, detail, motion, fancy } = stage;
  const clouds = dice('nebula');
  const hues = [palette.ramp(0.35), palette.ramp(0.55), palette.accents[0], palette.accents[2], palette.ramp(0.72)];
  const defs = [
    gradient(
      'deep',
      [
        [0, palette.ramp(0)],
        [1, palette.ramp(0.16)],
      ],
      clouds.between(20, 160),
    ),
    ...hues.map((color, index) =>
      glow(`mist${index}`, [
        [0, color, 0.55],
        [0.45, color, 0.22],
        [1, color, 0],
      ]),
    ),
  ].join('');
  const nebula = many(20 * (0.5 + detail * 0.5), (index) => {
    const t = index / 20 - 0.5;
    const [x, y] = [
      width * (0.5 + t * 1.2) + clouds.between(-150, 150),
      height * (0.5 + t * 0.7) + clouds.between(-190, 190),
    ];
    const [rx, ry] = [clouds.between(120, 340) * (1 + Math.max(0, motion) * 0.7), clouds.between(60, 190)];
    return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" transform="rotate(${n(clouds.between(10, 50) + motion * 60)} ${n(x)} ${n(y)})" fill="url(#mist${index % hues.length})"/>`;
  });
  const stars = dice('stars');
  const field = many(330 * detail, () => {
    const [x, y, r] = [stars.between(0, width), stars.between(0, height), 0.4 + stars.roll() ** 5 * 3.4];
    const trail = 1 + Math.max(0, motion) * 12;
    return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(r * trail)}" ry="${n(r)}" transform="rotate(32 ${n(x)} ${n(y)})" opacity="${n(stars.between(0.3, 1))}"/>`;
  });
  const count = dice('planets').int(2, 3) + (detail > 1.3 ? 2 : 0) + (fancy > 2 ? 1 : 0);
  const planets = many(count, (index) => planet(stage, index));
  return `<defs>${defs}</defs>${cover(stage, 'url(#deep)')}${nebula}<g fill="${palette.ramp(1)}">${field}</g>${planets}`;
};

function planet(stage: Stage, index: number): string {
  const { width, height, dice, palette, detail, motion } = stage;
  const own = dice(`planet${index}`);
  const short = Math.min(width, height);
  const r = short * (index === 0 ? own.between(0.19, 0.3) : own.between(0.03, 0.09));
  const [x, y] = [width * own.between(0.18, 0.82), height * own.between(0.18, 0.82)];
  const [id, tilt] = [`planet${index}`, own.between(-35, 35) + motion * 30];
  const bright = index === 0 ? palette.accents[1] : palette.accents[index % 2 === 0 ? 0 : 2];
  const bands = many((4 + own.int(0, 4)) * detail, () => {
    const place = own.between(-0.95, 0.95) * r;
    return `<ellipse cy="${n(place)}" rx="${n(r * 1.1)}" ry="${n(own.between(0.02, 0.12) * r)}" fill="${own.pick([palette.ramp(0.9), palette.ramp(0.5), palette.accents[0]])}" opacity="${n(own.between(0.2, 0.5))}"/>`;
  });
  const ringed = own.roll() < (index === 0 ? 0.75 : 0.3);
  const ring = (half: 0 | 1): string =>
    ringed
      ? many(
          4,
          (step) =>
            `<path d="M${n(-r * (1.4 + step * 0.16))} 0A${n(r * (1.4 + step * 0.16))} ${n(r * (0.3 + step * 0.035))} 0 0 ${half} ${n(r * (1.4 + step * 0.16))} 0" fill="none" stroke="${palette.ramp(0.95 - step * 0.13)}" stroke-width="${n(r * 0.07)}" opacity="0.8"/>`,
        )
      : '';
  return `<defs><clipPath id="c${id}"><circle r="${n(r)}"/></clipPath>
<radialGradient id="${id}" cx="0.32" cy="0.3" r="0.85"><stop offset="0" stop-color="${palette.ramp(0.98)}"/><stop offset="0.35" stop-color="${bright}"/><stop offset="1" stop-color="${palette.ramp(0.1)}"/></radialGradient>
<radialGradient id="s${id}" cx="0.3" cy="0.28" r="0.9"><stop offset="0.45" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="${palette.ramp(0)}" stop-opacity="0.9"/></radialGradient></defs>
<g transform="translate(${n(x)} ${n(y)}) rotate(${n(tilt)})">${ring(1)}<circle r="${n(r)}" fill="url(#${id})"/><g clip-path="url(#c${id})">${bands}</g><circle r="${n(r)}" fill="url(#s${id})"/>${ring(0)}</g>`;
}
