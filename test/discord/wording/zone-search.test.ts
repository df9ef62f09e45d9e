import { describe, expect, test } from 'vitest';

import { parseZone } from '../../../src/core/zones.ts';
import { searchZones } from '../../../src/discord/wording/zone-search.ts';

const valuesOf = (text: string, limit = 25): string[] => searchZones(text, limit).map(({ value }) => value);

describe('the first suggestion', () => {
  test.each([
    ['India', 'Asia/Kolkata'],
    ['Kyiv', 'Europe/Kyiv'],
    ['kiev', 'Europe/Kyiv'],
    ['Vietnam', 'Asia/Ho_Chi_Minh'],
    ['Saigon', 'Asia/Ho_Chi_Minh'],
    ['Nepal', 'Asia/Kathmandu'],
    ['Myanmar', 'Asia/Yangon'],
    ['Germany', 'Europe/Berlin'],
    ['Netherlands', 'Europe/Amsterdam'],
    ['Greenland', 'America/Nuuk'],
    ['new york', 'America/New_York'],
    ['são paulo', 'America/Sao_Paulo'],
    ['US/Eastern', 'America/New_York'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['buenos aires', 'America/Argentina/Buenos_Aires'],
    ['utc', 'UTC'],
    ['Türkiye', 'Europe/Istanbul'],
  ])('for %s is %s', (text, zone) => {
    expect(valuesOf(text)[0]).toBe(zone);
  });
});

test('names are those of today', () => {
  const all = valuesOf('', 1_000);
  expect(all).toEqual(expect.arrayContaining(['Europe/Kyiv', 'Asia/Yangon', 'America/Nuuk', 'Atlantic/Faroe', 'Pacific/Kanton', 'America/Kentucky/Louisville', 'Europe/Amsterdam', 'UTC']));
  for (const old of ['Europe/Kiev', 'Asia/Calcutta', 'Asia/Saigon', 'Asia/Katmandu', 'Asia/Rangoon', 'America/Godthab', 'America/Buenos_Aires', 'Pacific/Enderbury']) expect(all).not.toContain(old);
  expect(new Set(all).size).toBe(all.length);
});

test('every suggestion is taken, says its country where it is one, and fits into Discord’s list', () => {
  for (const { name, value } of searchZones('', 1_000)) {
    expect(parseZone(value)).toBe(value);
    expect(name.length).toBeLessThanOrEqual(100);
    expect(name.startsWith(value)).toBe(true);
  }
  expect(searchZones('kathmandu', 1)).toEqual([{ name: 'Asia/Kathmandu (Nepal)', value: 'Asia/Kathmandu' }]);
  expect(searchZones('', 25)).toHaveLength(25);
  expect(searchZones('nowhere at all', 25)).toEqual([]);
});
