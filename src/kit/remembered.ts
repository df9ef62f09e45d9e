import type { Clock } from '../ports/clock.ts';

/** Keys that are remembered at most: strangers decide how many servers there are. */
const MOST_KEYS = 10_000;

/** Asks by key; an answer not older than `freshMs` is not asked for again. */
export type Remembered<Value> = (key: string, freshMs: number) => Promise<Value>;

/**
 * Remembers answers. Who asks for the same at the same time shares one question, and while it cannot be answered the
 * last answer counts for `usableMs`: one outage is no reason to forget what was true a minute ago.
 */
export function remembered<Value>(
  ask: (key: string) => Promise<Value>,
  usableMs: number,
  clock: Pick<Clock, 'monotonic'>,
): Remembered<Value> {
  const known = new Map<string, { value: Value; at: number }>();
  const asking = new Map<string, Promise<Value>>();

  async function askAnew(key: string): Promise<Value> {
    const at = clock.monotonic();
    const value = await ask(key);
    known.delete(key);
    known.set(key, { value, at });
    const [oldest] = known.keys();
    if (known.size > MOST_KEYS && oldest !== undefined) known.delete(oldest);
    return value;
  }

  return async (key, freshMs) => {
    const last = known.get(key);
    const age = last === undefined ? Infinity : clock.monotonic() - last.at;
    if (last !== undefined && age < freshMs) return last.value;
    const question = asking.get(key) ?? askAnew(key).finally(() => asking.delete(key));
    asking.set(key, question);
    if (last === undefined || age >= usableMs) return question;
    return question.catch(() => last.value);
  };
}
