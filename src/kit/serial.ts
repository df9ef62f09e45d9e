/** Runs tasks one after the other, in the order in which they were handed in; one that fails does not stop the next. */
export function createSerial(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<void> = Promise.resolve();
  return async (task) => {
    const result = last.then(task);
    last = result.then(ignore, ignore);
    return result;
  };
}

function ignore(): void {
  // The outcome is the caller's; the queue only waits for it, and keeps nothing of it in memory.
}
