/**
 * The wait after the attempt with so many before it, in milliseconds; when the table is used up, its last wait
 * repeats.
 */
export function repeatLast(delaysMs: readonly number[], tries: number): number {
  return delaysMs[Math.min(tries, delaysMs.length - 1)] ?? 0;
}

/** A wait that doubles with every failure in a row, the first one included, up to the most. */
export function risingWait(firstMs: number, failures: number, mostMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(failures, 20), mostMs);
}

/**
 * How long to wait when a server asks for a wait: never shorter than our own, which rises, or "0" would be an attack on
 * it; and never longer than members should wait.
 */
export function clampWait(askedMs: number | null, ownMs: number, mostMs: number): number {
  return Math.max(ownMs, Math.min(askedMs ?? 0, mostMs));
}
