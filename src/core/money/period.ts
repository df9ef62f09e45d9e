import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

import { areSameZone } from './zones.ts';

export const PERIOD_KINDS = ['day', 'week', 'month', 'none'] as const;

/** How often a budget is whole again, on wall-clock boundaries of an IANA zone. */
export interface PeriodRule {
  kind: (typeof PERIOD_KINDS)[number];
  /** IANA name, such as Europe/Berlin, as it was written when it was set. */
  zone: string;
  /**
   * The name of the same zone under which its periods are kept, where that is another one: no name ever starts a new
   * period.
   */
  keyZone?: string | undefined;
  /** The day it starts: 1 (Monday) to 7 for weeks, 1 to 31 for months (at most the month's last day). */
  resetDay: number;
}

/** Which rule a day breaks that cannot be the first of a period. */
const DAY_RULES = {
  week: 'week-has-seven-days',
  day: 'daily-has-no-reset-day',
  none: 'endless-has-no-reset-day',
} as const;
type DayRule = (typeof DAY_RULES)[keyof typeof DAY_RULES];

/**
 * A rule changed in parts, or why not. The first day stays only within the same kind: a week's third day is no date.
 */
export function changePeriod(before: PeriodRule, wanted: Partial<PeriodRule>): PeriodRule | { dayRule: DayRule } {
  const after = {
    kind: wanted.kind ?? before.kind,
    resetDay: before.resetDay,
    ...named(before, wanted.zone ?? before.zone),
  };
  if (wanted.resetDay === undefined) return { ...after, resetDay: after.kind === before.kind ? before.resetDay : 1 };
  if (after.kind === 'month' || (after.kind === 'week' && wanted.resetDay <= 7))
    return { ...after, resetDay: wanted.resetDay };
  return { dayRule: DAY_RULES[after.kind] };
}

/** Another name of the same zone leaves the running period as it is, with everything that counts in it. */
function named(before: PeriodRule, zone: string): Pick<PeriodRule, 'zone' | 'keyZone'> {
  const kept = before.keyZone ?? before.zone;
  return zone !== kept && areSameZone(zone, kept) ? { zone, keyZone: kept } : { zone };
}

/** One budget period: its key names it in the ledger for ever. Instants are epoch milliseconds. */
export interface Period {
  key: string;
  startsAt: number;
  /** The first instant after the period, when the budget is whole again; null when it never is. */
  endsAt: number | null;
}

/** The operator's own period, and that of direct wallets: the calendar month in UTC. */
export const UTC_MONTH: PeriodRule = { kind: 'month', zone: 'UTC', resetDay: 1 };

/**
 * Rules whose newest period is remembered: a calendar with zones takes longer than all the rest of a reservation's
 * arithmetic.
 */
const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, Period>();

/** {@link findPeriod}, found once for all instants of the same period. */
export function periodAt(rule: PeriodRule, now: number): Period {
  const name = `${rule.kind} ${rule.resetDay} ${rule.zone} ${rule.keyZone ?? ''}`;
  const known = remembered.get(name);
  if (known !== undefined && known.startsAt <= now && now < (known.endsAt ?? Number.POSITIVE_INFINITY)) return known;
  const found = findPeriod(rule, now);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(name, found);
  return found;
}

/**
 * The period that holds the instant. Boundaries are starts of days on the zone's clocks: a midnight that
 * a clock change skips becomes the first instant after it, and a day that a zone skips is in no period.
 */
export function findPeriod(rule: PeriodRule, now: number): Period {
  if (rule.kind === 'none') return { key: 'none', startsAt: 0, endsAt: null };
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(rule.zone).toPlainDate();
  const first = firstDay(rule, today);
  return {
    key: `${rule.kind}:${first.toString()}@${rule.keyZone ?? rule.zone}`,
    startsAt: startOf(first, rule.zone),
    endsAt: startOf(nextFirstDay(rule, first), rule.zone),
  };
}

/** When the period of this key began. Throws when no period has such a key. */
export function startOfPeriod(key: string): number {
  const named = readPeriodKey(key);
  if (named === undefined) throw new RangeError(`Not a period: ${key}`);
  return named.kind === 'none' ? 0 : startOf(Temporal.PlainDate.from(named.firstDay), named.zone);
}

const keySchema = z.object({ kind: z.enum(['day', 'week', 'month']), firstDay: z.string(), zone: z.string() });

/** What a period's key says: its kind, its first day on the zone's calendar ("2026-11-01"), and the zone. */
export function readPeriodKey(key: string): { kind: 'none' } | z.infer<typeof keySchema> | undefined {
  if (key === 'none') return { kind: 'none' };
  return keySchema.safeParse(/^(?<kind>.+):(?<firstDay>\d{4,6}-\d\d-\d\d)@(?<zone>.+)$/.exec(key)?.groups).data;
}

function firstDay({ kind, resetDay }: PeriodRule, today: Temporal.PlainDate): Temporal.PlainDate {
  if (kind === 'week') return today.subtract({ days: (today.dayOfWeek - resetDay + 35) % 7 });
  if (kind !== 'month') return today;
  const thisMonth = today.with({ day: resetDay });
  if (Temporal.PlainDate.compare(thisMonth, today) <= 0) return thisMonth;
  return today.with({ day: 1 }).subtract({ months: 1 }).with({ day: resetDay });
}

function nextFirstDay({ kind, resetDay }: PeriodRule, first: Temporal.PlainDate): Temporal.PlainDate {
  if (kind === 'week') return first.add({ weeks: 1 });
  if (kind !== 'month') return first.add({ days: 1 });
  return first.with({ day: 1 }).add({ months: 1 }).with({ day: resetDay });
}

function startOf(day: Temporal.PlainDate, zone: string): number {
  return day.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
}
