/**
 * Runs the work once that many bytes of memory are free for it, first come, first served, and gives them back
 * afterwards.
 */
export type ByteBudget = <Result>(bytes: number, work: () => Promise<Result>) => Promise<Result>;

/** Makes a {@link ByteBudget}. What is larger than all of it gets all of it. */
export function createByteBudget(total: number): ByteBudget {
  const waiting: { bytes: number; begin: () => void }[] = [];
  let free = total;

  function next(): void {
    for (let first = waiting[0]; first !== undefined && first.bytes <= free; first = waiting[0]) {
      free -= first.bytes;
      waiting.shift();
      first.begin();
    }
  }

  return async (wanted, work) => {
    const bytes = Math.min(wanted, total);
    await new Promise<void>((begin) => {
      waiting.push({ bytes, begin });
      next();
    });
    try {
      return await work();
    } finally {
      free += bytes;
      next();
    }
  };
}
