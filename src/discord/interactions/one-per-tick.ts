/** Resolves when it is this call's turn, in the order of the calls. */
export type NextTick = () => Promise<void>;

/**
 * Starts one piece of work for each turn of the event loop. Work that follows an acknowledgement takes milliseconds;
 * much of it at once would delay the acknowledgements of new interactions, which Discord drops after three seconds.
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
