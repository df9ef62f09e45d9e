/** Waits until all who came before are done; call what it resolves with to let the next one in. */
export type Lock = () => Promise<() => void>;

/** Lets one in at a time, in the order in which they came. */
export function createLock(): Lock {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    return resolve;
  };
}
