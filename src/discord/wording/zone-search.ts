import type { APIApplicationCommandOptionChoice } from 'discord.js';
import { getAllCountries, getAllTimezones } from 'countries-and-timezones';

import { parseZone, resolveZone } from '../../core/zones.ts';

declare global {
  namespace Intl {
    interface Locale {
      /** Newer than TypeScript's own declarations; undefined for a region that has none. */
      getTimeZones(): string[] | undefined;
    }
  }
}

/** One zone under its name of today, with everything by which people look for it, in lower case. */
interface Zone {
  name: string;
  city: string;
  aliases: readonly string[];
  countries: readonly string[];
  /** How its country is called in suggestions; empty for zones of no or of several countries. */
  country: string;
}

let known: readonly Zone[] | undefined;

/** At most `limit` zones for what somebody typed of a zone, a city, an old name or a country; the likeliest first. */
export function searchZones(text: string, limit: number): APIApplicationCommandOptionChoice<string>[] {
  known ??= readZones();
  const wanted = plain(text);
  const found = known.flatMap((zone) => {
    const rank = rankOf(zone, wanted);
    return rank === undefined ? [] : [{ zone, rank }];
  });
  return found
    .toSorted((a, b) => a.rank - b.rank || a.zone.name.length - b.zone.name.length || (a.zone.name < b.zone.name ? -1 : 1))
    .slice(0, limit)
    .map(({ zone: { name, country } }) => ({ name: country === '' ? name : `${name} (${country})`, value: name }));
}

/** How well a zone fits, 0 best; undefined when it does not. */
function rankOf({ name, city, aliases, countries }: Zone, wanted: string): number | undefined {
  const full = plain(name);
  const ranks = [
    [city, full, ...countries, ...aliases].includes(wanted),
    city.startsWith(wanted),
    countries.some((country) => country.startsWith(wanted)),
    full.includes(wanted),
    aliases.some((alias) => alias.includes(wanted)),
    countries.some((country) => country.includes(wanted)),
  ];
  const rank = ranks.indexOf(true);
  return rank === -1 ? undefined : rank;
}

/** Every zone of the runtime once: it lists some under names that they had long ago. */
function readZones(): Zone[] {
  const all = Object.values(getAllTimezones({ deprecated: true }));
  const names = all.map(({ name }) => name).filter((name) => parseZone(name) !== undefined);
  const byZone = Map.groupBy(names, resolveZone);
  const countries = countriesByZone();
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => {
    const others = byZone.get(zone) ?? [];
    // The database calls all but one of a zone's names old; of a zone that is kept apart by the runtime alone it calls each old.
    const today = zone === 'UTC' ? zone : (others.find((name) => all.some((one) => one.name === name && !one.aliasOf)) ?? zone);
    const own = countries.get(zone) ?? [];
    return {
      name: today,
      city: plain(today.slice(today.lastIndexOf('/') + 1)),
      aliases: [...new Set([zone, ...others])].map(plain),
      countries: own.flatMap(({ names: called }) => called.map(plain)),
      country: own.length === 1 ? (own[0]?.names[0] ?? '') : '',
    };
  });
}

/** The countries of each zone, each with its names in English. */
function countriesByZone(): Map<string, { names: string[] }[]> {
  const regionNames = new Intl.DisplayNames('en', { type: 'region' });
  const found = new Map<string, { names: string[] }[]>();
  for (const { id, name } of Object.values(getAllCountries())) {
    const names = [...new Set([name, regionNames.of(id) ?? name])];
    for (const zone of new Intl.Locale('und', { region: id }).getTimeZones() ?? []) {
      found.set(zone, [...(found.get(zone) ?? []), { names }]);
    }
  }
  return found;
}

/** What is compared: without case and accents; blanks and underscores are the same. */
function plain(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[\s_]+/g, '_');
}
