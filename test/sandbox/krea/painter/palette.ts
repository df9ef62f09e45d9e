import { chroma, css, lch, mix } from './color.ts';
import type { Lab } from './color.ts';
import type { Dice } from './dice.ts';

/** Five colours from dark to light, and how strongly they shall show: below 0 their opposites do. */
export type Influence = { colors: readonly Lab[]; weight: number };

export type Palette = {
  /** From the darkest (0) to the lightest (1). */
  ramp(t: number): string;
  /** Colours that stand out from the ramp. */
  accents: readonly [string, string, string];
};

type Wish = { prompt: string; spread: number; intensity: number; influences: readonly Influence[] };

// Dark hue, and the way from there to the light one: pairs that sit well together.
const FAMILIES: readonly [[number, number], ...[number, number][]] = [
  [295, 130],
  [270, 120],
  [255, -45],
  [165, -70],
  [15, 65],
  [205, 135],
  [285, -85],
  [345, 85],
  [230, -120],
  [130, -50],
];
const WORDS: readonly [RegExp, number, number][] = [
  [/sunset|dusk|dawn|autumn|fire|amber|orange|lava|warm/, 330, 95],
  [/forest|moss|jungle|green|leaf|garden|meadow|spring/, 170, -65],
  [/sea|ocean|ice|snow|winter|blue|rain|river|lake|fog/, 260, -55],
  [/night|neon|cyber|purple|violet|space|galaxy|dream/, 285, 60],
  [/desert|gold|sand|honey|wheat|yellow|dune/, 30, 58],
  [/rose|pink|cherry|red|love|ruby|blossom/, 350, 50],
];
const LIGHTS = [0.2, 0.37, 0.55, 0.75, 0.93];
const CHROMAS = [0.07, 0.12, 0.16, 0.13, 0.06];

/** Colours that go together: from the words, the dice, and what pictures and styles bring along. */
export function createPalette(dice: Dice, wish: Wish): Palette {
  const named = WORDS.find(([pattern]) => pattern.test(wish.prompt.toLowerCase()));
  const family = dice.pick(FAMILIES);
  // A sea is mostly blue, not always.
  const word = dice.roll() < 0.6 ? named : undefined;
  const drift = dice.between(-22, 22);
  const hue = (word?.[1] ?? family[0]) + drift;
  const way = (word?.[2] ?? family[1]) * wish.spread;
  const own = LIGHTS.map((light, index) => lch(light, CHROMAS[index] ?? 0, hue + (way * index) / 4));
  const turned = dice.pick([150, 180, 205]);
  const ownAccents = [
    lch(0.72, 0.17, hue + way / 2 + turned),
    lch(0.85, 0.14, hue + way + Math.sign(way) * 8),
    lch(0.6, 0.19, hue + turned + 40),
  ];

  let stops: Lab[] = own;
  let accents = ownAccents;
  for (const { colors, weight } of wish.influences) {
    if (colors.length === 0) continue;
    const wanted = colors.map((color) => (weight < 0 ? { l: color.l, a: -color.a, b: -color.b } : color));
    const sorted = wanted.toSorted((one, other) => one.l - other.l);
    const share = Math.min(1, Math.abs(weight) * 1.25);
    // Its own steps of light keep the picture readable, however flat the reference is.
    stops = stops.map((stop, index) => {
      const found = sorted[Math.round((index * (sorted.length - 1)) / 4)] ?? stop;
      return mix(stop, { ...found, l: found.l * 0.55 + stop.l * 0.45 }, share);
    });
    const vivid = wanted.toSorted((one, other) => chroma(other) - chroma(one));
    accents = accents.map((accent, index) => mix(accent, vivid[index % vivid.length] ?? accent, share));
  }

  const shade = (color: Lab): Lab => strengthen(color, wish.intensity);
  const shaded = stops.map(shade);
  const [first, second, third] = accents.map((accent) => css(shade(accent)));
  return {
    ramp(t) {
      const place = Math.min(0.9999, Math.max(0, t)) * (shaded.length - 1);
      const index = Math.floor(place);
      const from = shaded[index];
      const to = shaded[index + 1];
      return from === undefined || to === undefined ? '#808080' : css(mix(from, to, place - index));
    },
    accents: [first ?? '#fff', second ?? '#fff', third ?? '#fff'],
  };
}

/** Intensity from -1 (faded) to 1 (glowing, deep shadows). */
function strengthen(color: Lab, intensity: number): Lab {
  const colorful = intensity < 0 ? 1 + intensity * 0.85 : 1 + intensity * 0.9;
  const contrast = 1 + intensity * 0.32;
  return { l: 0.56 + (color.l - 0.56) * contrast, a: color.a * colorful, b: color.b * colorful };
}
