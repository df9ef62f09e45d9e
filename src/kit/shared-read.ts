/**
 * Joins readings of the same list: calls while one is under way share the next, which begins at the earliest
 * instant that anybody asked for. So what was asked for is never older than the question.
 */
export function shareReads<Value>(read: (since: number) => Promise<Value>): (since: number) => Promise<Value> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: { since: number; value: Promise<Value> } | undefined;

  return async (since) => {
    if (next === undefined) {
      const begun = { since, value: underWay.then(async () => begin()) };
      next = begun;
      underWay = begun.value.catch(() => undefined);
    }
    next.since = Math.min(next.since, since);
    return await next.value;
  };

  async function begin(): Promise<Value> {
    const earliest = next?.since ?? 0;
    next = undefined;
    return await read(earliest);
  }
}
