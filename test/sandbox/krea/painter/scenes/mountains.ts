import { createNoise } from '../dice.ts';
import { paintSky } from '../sky.ts';
import { gradient, line, many, n } from '../stage.ts';
import type { Scene, Stage } from '../stage.ts';

/** Ridge behind ridge, mist between them, firs in front. */
export const mountains: Scene = (stage) => {
  const { width, height, dice, palette, detail, motion } = stage;
  const plan = dice('plan');
  const horizon = height * plan.between(0.52, 0.68);
  const { art, dark } = paintSky(stage, horizon);
  const count = Math.round(plan.int(4, 6) * (0.3 + detail * 0.7)) + 1;
  const rough = plan.between(0.6, 1.5);
  const high = plan.between(0.16, 0.34) * height;
  const [far, near] = dark ? [0.5, 0] : [0.72, 0.05];

  const layers = many(count, (index) => {
    const t = index / (count - 1);
    const noise = createNoise(dice(`ridge${index}`));
    const base = horizon - high * 0.25 + (height * 0.98 - horizon) * t ** 1.25;
    const tall = high * (1 - t * 0.62);
    const sway = motion * 60 * t;
    const points = Array.from({ length: 161 }, (_, step): [number, number] => {
      const x = (step / 160) * (width + 120) - 60;
      const peak = noise((x / width) * 3.2 * rough + index * 9, 3 + Math.round(detail * 2));
      const wave = Math.sin(x / 90 + index) * sway * 0.4;
      return [x, base - tall * (0.35 + peak) + wave];
    });
    const color = palette.ramp(far + (near - far) * t);
    const mist = palette.ramp(far + (near - far) * t + (dark ? 0.16 : 0.2) * (1 - t * 0.8));
    const id = `ridge${index}`;
    const body = `${line(points)}L${n(width + 60)} ${n(height)}L-60 ${n(height)}Z`;
    const trees = index >= count - 2 ? firs(stage, points, index === count - 1, color) : '';
    return `<defs>${gradient(id, [
      [0, color],
      [t > 0.8 ? 1 : 0.75, mist],
    ])}</defs><path d="${body}" fill="url(#${id})"/>${trees}`;
  });
  return `${art}${layers}${birds(stage, horizon)}`;
};

function firs(stage: Stage, points: readonly (readonly [number, number])[], front: boolean, color: string): string {
  const { dice, detail, motion, height } = stage;
  const grove = dice(front ? 'firs' : 'far firs');
  const lean = motion * 0.28;
  return many((front ? 46 : 60) * detail, () => {
    const [x, y] = points[grove.int(0, points.length - 1)] ?? [0, 0];
    const tall = height * (front ? grove.between(0.05, 0.15) : grove.between(0.015, 0.04));
    const wide = tall * grove.between(0.14, 0.2);
    const tiers = many(4, (tier) => {
      const low = y + 6 - tall * tier * 0.2;
      const half = wide * (1 - tier * 0.2);
      const tip = low - tall * 0.42;
      const shift = lean * (y - tip);
      const foot = lean * (y - low);
      return `M${n(x - half + foot)} ${n(low)}L${n(x + shift)} ${n(tip)}L${n(x + half + foot)} ${n(low)}Z`;
    });
    return `<path d="${tiers}" fill="${color}"/>`;
  });
}

function birds({ dice, width, palette, fancy, detail }: Stage, horizon: number): string {
  const flock = dice('birds');
  const [cx, cy] = [flock.between(0.2, 0.8) * width, flock.between(0.2, 0.6) * horizon];
  return many((2 + fancy * 3) * detail, () => {
    const [x, y, s] = [cx + flock.between(-110, 110), cy + flock.between(-50, 50), flock.between(5, 13)];
    return `<path d="M${n(x - s)} ${n(y - s * 0.4)}Q${n(x - s * 0.3)} ${n(y - s * 0.5)} ${n(x)} ${n(y)}Q${n(x + s * 0.3)} ${n(y - s * 0.5)} ${n(x + s)} ${n(y - s * 0.4)}" fill="none" stroke="${palette.ramp(0.05)}" stroke-width="2" stroke-linecap="round"/>`;
  });
}
