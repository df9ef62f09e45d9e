/** Runs work in the order in which it came, only so many pieces at once. */
export type Limit = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Waits for one's turn; call what it resolves with to let the next one in. */
export type Lock = () => Promise<() => void>;

/** Makes a {@link Limit}: one at a time unless told. Work that fails is its caller's matter and stops nothing. */
export function createLimit(most?: number | (() => number)): Limit {
  const lock = createLock(most);
  return async (work) => {
    const release = await lock();
    try {
      return await work();
    } finally {
      release();
    }
  };
}

/**
 * Makes a {@link Lock} that lets one in at a time, or as many as `most` says, in the order in which they came. A `most`
 * that changes counts from the next entry or release on.
 */
export function createLock(most: number | (() => number) = 1): Lock {
  const waiting: (() => void)[] = [];
  let held = 0;

  function admit(): void {
    while (held < (typeof most === 'number' ? most : most())) {
      const next = waiting.shift();
      if (next === undefined) return;
      held += 1;
      next();
    }
  }

  return async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    admit();
    await promise;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      held -= 1;
      admit();
    };
  };
}
