/** 2015-01-01, where Discord's snowflakes begin to count. */
const EPOCH = 1_420_070_400_000n;

/** Gives out snowflakes, always increasing. */
export type Ids = {
  next(): string;
  /** Reserves `count` consecutive ids and gives the first: children of lazy guilds get theirs without being built. */
  reserve(count: number): bigint;
};

/** Starts a counter of snowflakes on the given clock. */
export function createIds(now: () => number): Ids {
  let last = 0n;
  const reserve = (count: number): bigint => {
    const byClock = (BigInt(Math.floor(now())) - EPOCH) << 22n;
    const first = byClock > last ? byClock : last + 1n;
    last = first + BigInt(count) - 1n;
    return first;
  };
  return { reserve, next: () => String(reserve(1)) };
}
