import type { DiceBox } from './dice.ts';
import { aurora } from './scenes/aurora.ts';
import { city } from './scenes/city.ts';
import { cosmos } from './scenes/cosmos.ts';
import { flow } from './scenes/flow.ts';
import { garden } from './scenes/garden.ts';
import { mountains } from './scenes/mountains.ts';
import { sea } from './scenes/sea.ts';
import { tiles } from './scenes/tiles.ts';
import { many, n } from './stage.ts';
import type { Scene, Stage } from './stage.ts';

const BY_WORD: readonly [RegExp, Scene][] = [
  [/mountain|forest|valley|fox|wolf|bear|hill|snow|pine|castle|landscape|desert|dune|dragon/, mountains],
  [/sea|ocean|lake|boat|ship|sail|wave|island|beach|lighthouse|harbou?r|whale|river/, sea],
  [/city|street|building|tower|neon|cyber|skyline|robot|car|train|caf|house/, city],
  [/space|planet|galaxy|star|moon|cosm|astronaut|rocket|alien/, cosmos],
  [/flower|garden|plant|meadow|leaf|leaves|bloom|butterfl|bird|bee|cat|dog|spring/, garden],
  [/poster|logo|pattern|geometr|bauhaus|design|icon|tile|mosaic/, tiles],
  [/flow|smoke|wind|dance|music|silk|hair|portrait|abstract|storm/, flow],
  [/light|dream|glass|aurora|gradient|mist|soft/, aurora],
];
const SCENES: readonly [Scene, ...Scene[]] = [mountains, sea, city, cosmos, garden, tiles, flow, aurora];

/** The whole picture as SVG: a scene that goes with the prompt, in the size wanted. */
export function compose(
  prompt: string,
  chance: DiceBox,
  stage: Stage,
  size: { width: number; height: number },
): string {
  const words = prompt.toLowerCase();
  const scene = BY_WORD.find(([pattern]) => pattern.test(words))?.[1] ?? chance('scene').pick(SCENES);
  const box = `0 0 ${n(stage.width)} ${n(stage.height)}`;
  const vignette = `<radialGradient id="edge" cx="0.5" cy="0.5" r="0.75"><stop offset="0.62" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.2"/></radialGradient>`;
  const gusts = stage.motion > 0.1 ? drift(stage) : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="${box}" preserveAspectRatio="none">${scene(stage)}${gusts}<defs>${vignette}</defs><rect width="100%" height="100%" fill="url(#edge)"/></svg>`;
}

/** What the wind carries through any picture when there is a lot of movement. */
function drift({ width, height, dice, palette, motion }: Stage): string {
  const wind = dice('drift');
  return many(95 * motion, () => {
    const [x, y, long] = [
      wind.between(-0.1, 1) * width,
      wind.between(0, 1) * height,
      wind.between(14, 40 + 90 * motion),
    ];
    const color = wind.pick([palette.ramp(1), palette.ramp(0.9), palette.accents[0], palette.accents[1]]);
    return `<path d="M${n(x)} ${n(y)}q${n(long / 2)} ${n(-long * 0.3)} ${n(long)} ${n(-long * 0.22)}" fill="none" stroke="${color}" stroke-width="${n(wind.between(0.8, 3.4))}" stroke-linecap="round" opacity="${n(wind.between(0.2, 0.75))}"/>`;
  });
}
