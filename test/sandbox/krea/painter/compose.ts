import type { DiceBox } from './dice.ts';
import { aurora } from './scenes/aurora.ts';
import { city } from './scenes/city.ts';
import { cosmos } from './scenes/cosmos.ts';
import { flow } from './scenes/flow.ts';
import { garden } from './scenes/garden.ts';
import { mountains } from './scenes/mountains.ts';
import { sea } from './scenes/sea.ts';
import { tiles } from './scenes/tiles.ts';
import { n } from './stage.ts';
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
export function compose(prompt: string, chance: DiceBox, stage: Stage, size: { width: number; height: number }): string {
  const words = prompt.toLowerCase();
  const scene = BY_WORD.find(([pattern]) => pattern.test(words))?.[1] ?? chance('scene').pick(SCENES);
  const box = `0 0 ${n(stage.width)} ${n(stage.height)}`;
  const vignette = `<radialGradient id="edge" cx="0.5" cy="0.5" r="0.75"><stop offset="0.62" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.2"/></radialGradient>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="${box}" preserveAspectRatio="none">${scene(stage)}<defs>${vignette}</defs><rect width="100%" height="100%" fill="url(#edge)"/></svg>`;
}
