/** Lets at most `limit` (≥ 1) pieces of work run at once; the rest wait for their turn, first come, first served. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes {@link Slots}. Uploads hold their files in memory several times over, so their number bounds the memory they take. */
export function createSlots(limit: number): Slots {
  const waiting: (() => void)[] = [];
  let free = limit;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The slot is handed on rather than freed, so that nobody who comes now gets in between.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
