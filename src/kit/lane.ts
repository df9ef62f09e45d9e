/** Runs pieces of work in the order in which they came, only so many at once. */
export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** A lane of its own, as wide as `width` says whenever a place is given away: one by one unless told. Work that fails stops nothing. */
export function createLane(width: () => number = () => 1): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;

  function admit(): void {
    while (running < width()) {
      const next = waiting.shift();
      if (next === undefined) return;
      running += 1;
      next();
    }
  }

  return async (work) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    admit();
    await promise;
    try {
      return await work();
    } finally {
      running -= 1;
      admit();
    }
  };
}
