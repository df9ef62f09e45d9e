import type { Clock } from '../ports/clock.ts';

export interface RetryDeps {
  clock: Pick<Clock, 'sleep'>;
  /** Ends a wait, and lets no further attempt begin. */
  stopping: AbortSignal;
}

/**
 * Repeats the work for as long as `delayAfter` gives a wait, in milliseconds, after what an attempt came to. Returns
 * what the last attempt came to, which need not be a success: the waits may be used up, or the process stopping.
 * `tries` is the number of attempts before this one.
 */
export async function retry<Result>(
  work: (tries: number) => Promise<Result>,
  delayAfter: (result: Result, tries: number) => number | undefined,
  { clock, stopping }: RetryDeps,
): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    const result = await work(tries);
    const delayMs = stopping.aborted ? undefined : delayAfter(result, tries);
    if (delayMs === undefined) return result;
    await clock.sleep(delayMs, stopping);
    if (stopping.aborted) return result;
  }
}

/**
 * The same for work that throws: `delayAfter` judges the error and throws it again when another attempt cannot help.
 * Rejects with the last error when the process stops.
 */
export async function retryErrors<Result>(
  work: (tries: number) => Promise<Result>,
  delayAfter: (error: unknown, tries: number) => number,
  deps: RetryDeps,
): Promise<Result> {
  const last = await retry(
    async (tries): Promise<{ value: Result } | { error: unknown }> => {
      try {
        return { value: await work(tries) };
      } catch (error) {
        return { error };
      }
    },
    (attempt, tries) => ('error' in attempt ? delayAfter(attempt.error, tries) : undefined),
    deps,
  );
  if ('error' in last) throw last.error;
  return last.value;
}
