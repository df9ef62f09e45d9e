/** Waits for one's turn; turns are given in the order in which they were asked for. */
export type NextTick = () => Promise<void>;

/**
 * Lets one through for each turn of the event loop. Work that follows an acknowledgement takes milliseconds;
 * a crowd of it all at once would keep those who come meanwhile waiting for theirs.
 */
export function createOnePerTick(): NextTick {
  const waiting: (() => void)[] = [];

  function letOneThrough(): void {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(letOneThrough);
  }

  return async () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(letOneThrough);
    });
}
