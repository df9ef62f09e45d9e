/** A stream of numbers in [0, 1) that its name alone decides. */
export type Dice = {
  roll(): number;
  between(low: number, high: number): number;
  int(low: number, high: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
};
/** Streams by name: taking more from one leaves the others as they were. */
export type DiceBox = (name: string) => Dice;

/** Dice for a picture: every part has its own, so more of one thing does not move another. */
export function createDiceBox(seed: string): DiceBox {
  return (name) => createDice(hash(`${seed}/${name}`));
}

function createDice(start: number): Dice {
  let state = start;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number): number => low + Math.floor(roll() * (high - low + 1));
  return {
    roll,
    int,
    between: (low, high) => low + roll() * (high - low),
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
  };
}

/** FNV-1a over the characters. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

/** Smooth noise along a line, in -1..1, rougher with every octave. */
export function createNoise(dice: Dice): (x: number, octaves?: number) => number {
  const values = Array.from({ length: 256 }, () => dice.between(-1, 1));
  const at = (index: number): number => values[index & 255] ?? 0;
  const smooth = (x: number): number => {
    const cell = Math.floor(x);
    const t = x - cell;
    return at(cell) + (at(cell + 1) - at(cell)) * t * t * (3 - 2 * t);
  };
  return (x, octaves = 3) => {
    let sum = 0;
    let total = 0;
    for (let octave = 0; octave < octaves; octave += 1) {
      const weight = 0.5 ** octave;
      sum += smooth(x * 2 ** octave + octave * 37.7) * weight;
      total += weight;
    }
    return sum / total;
  };
}
