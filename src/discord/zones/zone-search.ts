import type { APIApplicationCommandOptionChoice } from 'discord.js';

import { plain, readZones } from './zone-table.ts';
import type { Zone } from './zone-table.ts';

let known: Promise<readonly Zone[]> | undefined;

/** Reads the zones at the first suggestion: the runtime keeps some 10 MB for them, and few servers change theirs. */
export async function prepareZoneSearch(): Promise<readonly Zone[]> {
  known ??= readZones().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

/** At most `limit` zones for a typed part of a zone, a city, an old name or a country; the likeliest first. */
export async function searchZones(text: string, limit: number): Promise<APIApplicationCommandOptionChoice<string>[]> {
  const zones = await prepareZoneSearch();
  const wanted = plain(text);
  const found = zones.flatMap((zone) => {
    const rank = rankOf(zone, wanted);
    return rank === undefined ? [] : [{ zone, rank }];
  });
  return found
    .toSorted(
      (a, b) => a.rank - b.rank || a.zone.name.length - b.zone.name.length || (a.zone.name < b.zone.name ? -1 : 1),
    )
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
