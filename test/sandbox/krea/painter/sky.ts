import { cover, glow, gradient, many, n } from './stage.ts';
import type { Stage } from './stage.ts';

/** A sky with a sun or moon, stars by night and drawn-out clouds; `dark` tells which it became. */
export function paintSky(stage: Stage, horizon: number): { art: string; dark: boolean; sun: [number, number] } {
  const { width, height, dice, palette, motion, detail, fancy } = stage;
  const sky = dice('sky');
  const dark = sky.roll() < 0.42;
  const [top, middle, low] = dark ? [0.04, 0.3, 0.66] : [0.5, 0.78, 0.97];
  const sun: [number, number] = [width * sky.between(0.2, 0.8), horizon * sky.between(0.3, 0.88)];
  const radius = Math.min(width, height) * sky.between(0.05, 0.13);
  const light = dark ? palette.ramp(0.97) : palette.accents[1];
  const defs = [
    gradient('sky', [
      [0, palette.ramp(top)],
      [0.55, palette.ramp(middle)],
      [1, palette.ramp(low)],
    ]),
    glow('halo', [
      [0, light, 0.85],
      [0.18, light, 0.4],
      [0.5, light, 0.12],
      [1, light, 0],
    ]),
    glow('disk', [
      [0, palette.ramp(1)],
      [0.7, light],
      [1, light],
    ]),
    glow('cloud', [
      [0, palette.ramp(dark ? 0.6 : 1), 0.75],
      [0.6, palette.ramp(dark ? 0.6 : 1), 0.28],
      [1, palette.ramp(1), 0],
    ]),
  ].join('');

  const stars = dice('stars');
  const starCount = dark ? (90 + 50 * fancy) * detail : 0;
  const starArt = many(starCount, () => {
    const [x, y] = [stars.between(0, width), stars.roll() ** 1.5 * horizon];
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(stars.between(0.5, 2.3))}" opacity="${n(stars.between(0.3, 1))}"/>`;
  });

  const clouds = dice('clouds');
  const wind = 1 + Math.max(-0.6, motion * 1.6);
  const cloudArt = many((dark ? 5 : 9) * detail * (1 + Math.max(0, motion)), () => {
    const [x, y] = [clouds.between(-0.1, 1.1) * width, clouds.between(0.06, 0.9) * horizon];
    const long = clouds.between(90, 260) * wind;
    const tilt = -motion * clouds.between(4, 16);
    const thick = clouds.between(8, 34) / Math.sqrt(wind);
    return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(long)}" ry="${n(thick)}" transform="rotate(${n(tilt)} ${n(x)} ${n(y)})" fill="url(#cloud)"/>`;
  });

  const halo = radius * sky.between(5, 8);
  const art = `<defs>${defs}</defs>${cover(stage, 'url(#sky)')}<g fill="${palette.ramp(1)}">${starArt}</g>
<circle cx="${n(sun[0])}" cy="${n(sun[1])}" r="${n(halo)}" fill="url(#halo)"/>
<circle cx="${n(sun[0])}" cy="${n(sun[1])}" r="${n(radius)}" fill="url(#disk)"/>${cloudArt}`;
  return { art, dark, sun };
}
