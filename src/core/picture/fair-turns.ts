import type { Arrived, Turns } from './queue.ts';

/** Pictures that take turns with those of other lines: a member's, or a server's. */
export interface Line {
  key: string;
  size: number;
}

/** One of each line in turn, again and again, at most `count` in all. */
export function roundRobin<Item>(lines: readonly (readonly Item[])[], count: number): Item[] {
  const result: Item[] = [];
  for (let round = 0; result.length < count; round += 1) {
    const before = result.length;
    for (const line of lines) {
      const item = line[round];
      if (item !== undefined && result.length < count) result.push(item);
    }
    if (result.length === before) break;
  }
  return result;
}

/** How many have their turn before the one that stands `offset` places behind the head of its line. */
export function turnsBefore<One extends Line>(
  lines: Iterable<One>,
  mine: One,
  offset: number,
  headIn: (line: One) => Arrived | undefined,
  served: Turns,
): number {
  const before = comparing(headIn, served);
  let count = 0;
  for (const line of lines)
    count += Math.min(line.size, offset) + (line.size > offset && before(line, mine) < 0 ? 1 : 0);
  return count;
}

/** The lines in the order in which they are served. */
export function inTurn<One extends Line>(
  lines: Iterable<One>,
  headIn: (line: One) => Arrived | undefined,
  served: Turns,
): One[] {
  return [...lines].toSorted(comparing(headIn, served));
}

/** The line that was served longest ago comes first; of lines never served, the one whose head arrived first. */
function comparing<One extends Line>(
  headIn: (line: One) => Arrived | undefined,
  served: Turns,
): (a: One, b: One) => number {
  return (a, b) => {
    const turns = (served.get(a.key) ?? -1) - (served.get(b.key) ?? -1);
    if (turns !== 0) return turns;
    const [first, second] = [headIn(a), headIn(b)];
    return first === undefined || second === undefined ? 0 : byArrival(first, second);
  };
}

/** Which of two came first; pictures of the same moment in the order of their ids. */
export function byArrival(a: Arrived, b: Arrived): number {
  if (a.arrivedAt !== b.arrivedAt) return a.arrivedAt - b.arrivedAt;
  if (a.generationId !== b.generationId) return a.generationId < b.generationId ? -1 : 1;
  return a.index - b.index;
}
