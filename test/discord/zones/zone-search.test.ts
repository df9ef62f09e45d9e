import { setImmediate } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { parseZone } from '../../../src/core/money/zones.ts';
import { prepareZoneSearch, searchZones } from '../../../src/discord/zones/zone-search.ts';
import { readZones } from '../../../src/discord/zones/zone-table.ts';

const valuesOf = async (text: string, limit = 25): Promise<string[]> =>
  (await searchZones(text, limit)).map(({ value }) => value);

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
  ])('for %s is %s', async (text, zone) => {
    expect((await valuesOf(text))[0]).toBe(zone);
  });
});

test('names are those of today', async () => {
  const all = await valuesOf('', 1_000);
  expect(all).toEqual(
    expect.arrayContaining([
      'Europe/Kyiv',
      'Asia/Yangon',
      'America/Nuuk',
      'Atlantic/Faroe',
      'Pacific/Kanton',
      'America/Kentucky/Louisville',
      'Europe/Amsterdam',
      'UTC',
    ]),
  );
  for (const old of [
    'Europe/Kiev',
    'Asia/Calcutta',
    'Asia/Saigon',
    'Asia/Katmandu',
    'Asia/Rangoon',
    'America/Godthab',
    'America/Buenos_Aires',
    'Pacific/Enderbury',
  ])
    expect(all).not.toContain(old);
  expect(new Set(all).size).toBe(all.length);
});

test('every suggestion is taken, says its country where it is one, and fits into Discord’s list', async () => {
  const all = await searchZones('', 1_000);
  expect(all.length).toBeGreaterThan(400);
  for (const { name, value } of all) {
    expect(parseZone(value)).toBe(value);
    expect(name.length).toBeLessThanOrEqual(100);
    expect(name.startsWith(value)).toBe(true);
  }
  expect(await searchZones('kathmandu', 1)).toEqual([{ name: 'Asia/Kathmandu (Nepal)', value: 'Asia/Kathmandu' }]);
  expect(await searchZones('', 25)).toHaveLength(25);
  expect(await searchZones('nowhere at all', 25)).toEqual([]);
});

test('whoever else has to be answered is let in many times while the zones are read', async () => {
  let turns = 0;
  const read = new AbortController();
  const reading = readZones().finally(() => read.abort());
  while (!read.signal.aborted) {
    await setImmediate();
    turns += 1;
  }
  expect((await reading).length).toBeGreaterThan(400);
  expect(turns).toBeGreaterThan(200);
});

test('two who type at once wait for the same reading', async () => {
  expect(await prepareZoneSearch()).toBe(await prepareZoneSearch());
});
