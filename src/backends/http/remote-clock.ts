import type { Clock } from '../../ports/clock.ts';
import type { RemoteTime } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';

/** `Date` has whole seconds. */
const GRAIN_MS = 1_000;
/** A busy server writes a date that it made a moment before. */
const STALE_MS = 250;
/** How fast two clocks may run apart: half a millisecond a second is as much as time services allow. */
const DRIFT = 0.0005;
const MAX_AGE_MS = 10 * 60_000;
/** A wider guess tells nothing that is worth a decision about money. */
const MAX_WIDTH_MS = 5_000;
/** Our clocks that move so far against each other were set, or the machine slept. */
const JUMP_MS = 500;
/** From here on the operator should set this machine's clock. */
const WARN_MS = 1_000;

/** What an answer tells: its `Date`, and between which instants of our own it was asked for and had. */
export interface DatedAnswer {
  date: string | undefined;
  sentAt: number;
  receivedAt: number;
}

export interface RemoteClock {
  note(answer: DatedAnswer): void;
  now(): RemoteTime | undefined;
}

/** How far the server's clock is ahead of our monotonic one: a span, measured at an instant. */
interface Measure {
  from: number;
  to: number;
  at: number;
  /** Wall clock minus monotonic clock: as long as it stays, neither was set and the machine did not sleep. */
  wall: number;
}

/**
 * Keeps what every answer tells about the server's clock. Held against the monotonic clock, so that a wall clock that
 * is wrong, or is set, does no harm; the narrowest span of the last minutes counts.
 */
export function createRemoteClock({ clock, log }: { clock: Pick<Clock, 'now' | 'monotonic'>; log: Log }): RemoteClock {
  let best: Measure | undefined;
  let saidOffset: number | undefined;

  const wallNow = (): number => clock.now() - clock.monotonic();

  /** The best measure as it is worth now. */
  function current(): Measure | undefined {
    if (best === undefined) return undefined;
    const age = clock.monotonic() - best.at;
    if (age > MAX_AGE_MS || Math.abs(wallNow() - best.wall) > JUMP_MS) return undefined;
    return { ...best, from: best.from - age * DRIFT, to: best.to + age * DRIFT };
  }

  /** Says it at the start, and again whenever it is no longer what was said. */
  function say({ from, to, wall }: Measure): void {
    const offsetMs = Math.round((from + to) / 2 - wall);
    const uncertaintyMs = Math.ceil((to - from) / 2);
    if (saidOffset !== undefined && Math.abs(offsetMs - saidOffset) <= WARN_MS + uncertaintyMs) return;
    saidOffset = offsetMs;
    if (Math.abs(offsetMs) - uncertaintyMs > WARN_MS)
      log.warn({ offsetMs, uncertaintyMs }, "this machine's clock is not the one of Krea");
    else log.info({ offsetMs, uncertaintyMs }, "Krea's clock was measured");
  }

  return {
    note({ date, sentAt, receivedAt }) {
      const told = Date.parse(date ?? '');
      if (Number.isNaN(told)) return;
      const measure = {
        from: told - receivedAt,
        to: told + GRAIN_MS + STALE_MS - sentAt,
        at: receivedAt,
        wall: wallNow(),
      };
      const known = current();
      const agrees = known !== undefined && measure.from <= known.to && known.from <= measure.to;
      if (known !== undefined && agrees && known.to - known.from < measure.to - measure.from) return;
      best = measure;
      say(measure);
    },
    now() {
      const known = current();
      if (known === undefined || known.to - known.from > MAX_WIDTH_MS) return undefined;
      const at = clock.monotonic();
      return { earliest: Math.floor(at + known.from), latest: Math.ceil(at + known.to) };
    },
  };
}
