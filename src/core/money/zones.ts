import { Temporal } from 'temporal-polyfill';

/** Longer than every name in the time zone database. */
export const LONGEST_ZONE = 64;

/**
 * The zone as it was typed, in the database's own case; undefined when this runtime knows none of that name. Old and
 * new names are both names: a zone is shown as it was typed. An offset is none, for it knows no change of clocks.
 */
export function parseZone(text: string): string | undefined {
  const name = text.trim().replaceAll(/\s+/g, '_');
  if (/^[+-]/.test(name)) return undefined;
  try {
    // Temporal takes a whole date with a zone as well, and knows the database's own case; the other way round each is
    // too little.
    resolveZone(name);
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}

/** Whether the text is an offset to UTC, such as +05:30 or UTC+5, and no place. */
export function isOffset(text: string): boolean {
  return /^(utc|gmt|z)?\s*[+-]\s*\d/i.test(text.trim());
}

/** How many names are remembered: there are some six hundred, each in any case. */
const MOST_REMEMBERED = 2_000;
const resolved = new Map<string, string>();

/** The name under which the runtime keeps a zone, whichever of its names is given. Throws for what is no zone. */
export function resolveZone(zone: string): string {
  const known = resolved.get(zone);
  if (known !== undefined) return known;
  const found = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  if (resolved.size < MOST_REMEMBERED) resolved.set(zone, found);
  return found;
}

/** Whether two names are of the same zone. */
export function areSameZone(one: string, other: string): boolean {
  return one === other || resolveZone(one) === resolveZone(other);
}
