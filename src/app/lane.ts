/** Runs pieces of work one after the other, in the order in which they came. */
export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** A lane of its own: work in it never overlaps, and one failure does not stop the next. */
export function createLane(): Lane {
  let tail: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const result = tail.then(work, work);
    tail = result.catch(() => undefined);
    return await result;
  };
}
