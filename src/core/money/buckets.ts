import { Temporal } from 'temporal-polyfill';

import type { Period } from './period.ts';

/** One bar of a report: from the first instant up to and without the second, epoch milliseconds. */
export interface Bucket {
  from: number;
  to: number;
  /** The day of the month ("1" to "31"), or the hour ("00" to "23"), on the zone's clocks. */
  label: string;
}

/** How many days a report of a period without end looks back, today included. */
const DAYS_BACK = 31;
/** No day is as long, whatever happens to its clocks, and no week is as short. */
const LONGEST_DAY_MS = 48 * 60 * 60_000;

interface Unit {
  next(time: Temporal.ZonedDateTime): Temporal.ZonedDateTime;
  label(time: Temporal.ZonedDateTime): string;
}

const HOURS: Unit = { next: (time) => time.add({ hours: 1 }), label: ({ hour }) => String(hour).padStart(2, '0') };
const DAYS: Unit = { next: (time) => time.add({ days: 1 }).startOfDay(), label: ({ day }) => String(day) };

/**
 * The stretches by which a report of the period counts: the hours of a day, the days of anything longer, and
 * the last 31 days where there is no end. Days start when the zone's clocks say so, also when these change.
 */
export function bucketsOf({ startsAt, endsAt }: Period, zone: string, now: number): Bucket[] {
  if (endsAt === null) {
    const today = zoned(now, zone).startOfDay();
    return stretch(
      today.subtract({ days: DAYS_BACK - 1 }).epochMilliseconds,
      today.add({ days: 1 }).epochMilliseconds,
      zone,
      DAYS,
    );
  }
  return stretch(startsAt, endsAt, zone, endsAt - startsAt < LONGEST_DAY_MS ? HOURS : DAYS);
}

function stretch(startsAt: number, endsAt: number, zone: string, unit: Unit): Bucket[] {
  const buckets: Bucket[] = [];
  for (let from = startsAt; from < endsAt;) {
    const time = zoned(from, zone);
    const to = Math.min(unit.next(time).epochMilliseconds, endsAt);
    buckets.push({ from, to, label: unit.label(time) });
    from = to;
  }
  return buckets;
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
