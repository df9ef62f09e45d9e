import { setImmediate } from 'node:timers/promises';

import { getAllCountries, getAllTimezones } from 'countries-and-timezones';

import { parseZone, resolveZone } from '../../core/money/zones.ts';

declare global {
  namespace Intl {
    interface Locale {
      /** Newer than TypeScript's own declarations; undefined for a region that has none. */
      getTimeZones(): string[] | undefined;
    }
  }
}

/** One zone under its name of today, with everything by which people look for it, in lower case. */
export interface Zone {
  name: string;
  city: string;
  aliases: readonly string[];
  countries: readonly string[];
  /** How its country is called in suggestions; empty for zones of no or of several countries. */
  country: string;
}

/**
 * So many look-ups take a few milliseconds; all of them at once would keep everybody waiting for a fifth of a second.
 */
const SLICE = 5;

/** Every zone of the runtime once: it lists some under names that they had long ago. Lets others in after each few. */
export async function readZones(): Promise<Zone[]> {
  const all = Object.values(getAllTimezones({ deprecated: true }));
  const namesOfToday = new Set<string>(all.flatMap(({ name, aliasOf }) => (aliasOf ? [] : [name])));
  const byZone = new Map<string, string[]>();
  await inSlices(all, ({ name }) => {
    if (parseZone(name) === undefined) return;
    const zone = resolveZone(name);
    byZone.set(zone, [...(byZone.get(zone) ?? []), name]);
  });
  const countries = await countriesByZone();
  const zones: Zone[] = [];
  await inSlices(['UTC', ...Intl.supportedValuesOf('timeZone')], (zone) => {
    const others = byZone.get(zone) ?? [];
    // The database calls all but one of a zone's names old; of a zone that is kept apart by the runtime alone it calls
    // each old.
    const today = zone === 'UTC' ? zone : (others.find((name) => namesOfToday.has(name)) ?? zone);
    const own = countries.get(zone) ?? [];
    zones.push({
      name: today,
      city: plain(today.slice(today.lastIndexOf('/') + 1)),
      aliases: [...new Set([zone, ...others])].map(plain),
      countries: own.flatMap((names) => names.map(plain)),
      country: own.length === 1 ? (own[0]?.[0] ?? '') : '',
    });
  });
  return zones;
}

/** The countries of each zone, each with its names in English. */
async function countriesByZone(): Promise<Map<string, string[][]>> {
  const regionNames = new Intl.DisplayNames('en', { type: 'region' });
  const found = new Map<string, string[][]>();
  await inSlices(Object.values(getAllCountries()), ({ id, name }) => {
    const names = [...new Set([name, regionNames.of(id) ?? name])];
    for (const zone of new Intl.Locale('und', { region: id }).getTimeZones() ?? []) {
      found.set(zone, [...(found.get(zone) ?? []), names]);
    }
  });
  return found;
}

async function inSlices<T>(list: readonly T[], take: (one: T) => void): Promise<void> {
  for (const [index, one] of list.entries()) {
    if (index % SLICE === 0) await setImmediate();
    take(one);
  }
}

/** What is compared: without case and accents; blanks and underscores are the same. */
export function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\s_]+/g, '_');
}
