/** Time as the application sees it, so that tests own it. */
export interface Clock {
  /**
   * Epoch milliseconds, for what is stored or shown. They may jump, in both directions: never measure a duration with
   * them.
   */
  now(): number;
  /** Milliseconds since some instant; they never jump. For durations, waits and deadlines within this process. */
  monotonic(): number;
  /** Resolves after the given milliseconds, or at once (without an error) when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Randomness: a new seed, 0 to 2147483647, every value equally likely. */
export type NewSeed = () => number;
