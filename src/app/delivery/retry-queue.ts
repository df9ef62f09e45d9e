import type { Background } from '../../kit/background.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Waits after the first tries, in milliseconds; from then on a minute for a day, an hour for a week, then a day. */
const FIRST_DELAYS_MS = [5_000, 15_000, 30_000];
/** A place that refused is left alone for so long; after so many refusals in a row, every place. */
const PAUSE_MS = 30_000;
const REFUSALS_BELIEVED = 8;

/**
 * How a try ended. `later`: for a passing reason, with the place that refused when that says something about others.
 */
export type Tried =
  | { kind: 'done' }
  /** `isOnlyThere`: the place refuses by itself, which is no sign of an outage. */
  | { kind: 'later'; place: string | null; isOnlyThere?: true; retryAfterMs?: number };

export interface RetryQueueDeps {
  /** What it does, for the log. */
  name: string;
  /** How many tries may run at the same time. */
  atOnce: number;
  background: Background;
  clock: Pick<Clock, 'monotonic' | 'sleep'>;
  log: Log;
}

/** Work that is tried until it is done, however long the other side is away. */
export interface RetryQueue {
  /** Takes work in; a name that waits already is not taken twice. `delayMs`: the wait before the first try. */
  add(name: string, work: (ageMs: number) => Promise<Tried>, delayMs?: number): void;
}

interface Waiting {
  work(ageMs: number): Promise<Tried>;
  since: number;
  dueAt: number;
  tries: number;
  triedAt: number;
  /** Where it failed last. */
  place: string | null;
}

/**
 * Builds the queue. In an outage thousands may wait: one of them at a time tries each place, so that the other side is
 * not stormed, and the first success lets everything that is due go on.
 */
export function createRetryQueue({ name: queue, atOnce, background, clock, log }: RetryQueueDeps): RetryQueue {
  const waiting = new Map<string, Waiting>();
  const { stopping } = background;
  let wake = new AbortController();
  let isGoing = false;
  /** Which places are left alone until when. */
  const closedUntil = new Map<string, number>();
  let [refusals, pausedUntil] = [0, 0];

  async function rounds(): Promise<void> {
    isGoing = true;
    try {
      while (waiting.size > 0 && !stopping.aborted) {
        wake = new AbortController();
        const next = [...waiting.values()].reduce((least, { dueAt }) => Math.min(least, dueAt), Infinity);
        await clock.sleep(Math.max(0, next - clock.monotonic()), AbortSignal.any([wake.signal, stopping]));
        await round();
      }
    } finally {
      isGoing = false;
    }
  }

  async function round(): Promise<void> {
    const now = clock.monotonic();
    // The one that has waited longest is first: with one try in half a minute, the same few would get them all
    // otherwise.
    const due = [...waiting]
      .filter(([, { dueAt }]) => dueAt <= now)
      .toSorted(([, one], [, other]) => one.triedAt - other.triedAt || one.dueAt - other.dueAt);
    await Promise.all(
      Array.from({ length: Math.min(atOnce, due.length) }, async () => {
        for (let next = due.shift(); next !== undefined && !stopping.aborted; next = due.shift()) await take(next);
      }),
    );
    if (waiting.size === 0) closedUntil.clear();
  }

  async function take([name, entry]: [string, Waiting]): Promise<void> {
    const closed = Math.max(pausedUntil, closedUntil.get(entry.place ?? '') ?? 0);
    if (closed > clock.monotonic()) {
      entry.dueAt = closed;
      return;
    }
    const tried = await attempt(name, entry);
    if (tried.kind === 'done') {
      waiting.delete(name);
      closedUntil.delete(entry.place ?? '');
      [refusals, pausedUntil] = [0, 0];
      return;
    }
    const now = clock.monotonic();
    const delay = delayAfter(entry.tries, now - entry.since, tried.retryAfterMs);
    Object.assign(entry, { place: tried.place, tries: entry.tries + 1, triedAt: now, dueAt: now + delay });
    if (tried.place === null) return;
    closedUntil.set(tried.place, now + Math.min(delay, PAUSE_MS));
    if (tried.isOnlyThere === true) return;
    refusals += 1;
    if (refusals >= REFUSALS_BELIEVED) pausedUntil = now + PAUSE_MS;
  }

  async function attempt(name: string, { work, since }: Waiting): Promise<Tried> {
    try {
      return await work(clock.monotonic() - since);
    } catch (error) {
      // Without another try it would wait for the next start.
      if (!stopping.aborted) log.error({ err: error, queue, name }, 'a try failed unexpectedly: it is made again');
      return { kind: 'later', place: null };
    }
  }

  return {
    add(name, work, delayMs = FIRST_DELAYS_MS[0] ?? 0) {
      if (waiting.has(name) || stopping.aborted) return;
      const now = clock.monotonic();
      waiting.set(name, {
        work,
        since: now,
        dueAt: now + Math.min(delayMs, MINUTE_MS),
        tries: 0,
        triedAt: -1,
        place: null,
      });
      wake.abort();
      if (!isGoing) background.start(queue, rounds);
    },
  };
}

/**
 * What the other side asks for is a wish: it neither hurries us nor puts anything off for longer than we would wait
 * ourselves.
 */
function delayAfter(tries: number, age: number, retryAfterMs = 0): number {
  if (age >= 7 * DAY_MS) return DAY_MS;
  if (age >= DAY_MS) return 60 * MINUTE_MS;
  return Math.max(FIRST_DELAYS_MS[tries] ?? MINUTE_MS, Math.min(retryAfterMs, MINUTE_MS));
}
