import { getAllTimezones } from 'countries-and-timezones';
import { describe, expect, test } from 'vitest';

import { findPeriod } from '../../../src/core/money/period.ts';
import { areSameZone, isOffset, LONGEST_ZONE, parseZone, resolveZone } from '../../../src/core/money/zones.ts';

const NAMES = Object.keys(getAllTimezones({ deprecated: true })).filter((name) => isKnown(name));

/** Whether the runtime takes it. */
function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}

test('every name that the runtime takes is a zone, in any case, and is kept as the database writes it', () => {
  expect(NAMES.length).toBeGreaterThan(590);
  expect(NAMES.map((name) => parseZone(name.toLowerCase()))).toEqual(NAMES);
  expect(NAMES.map(parseZone)).toEqual(NAMES);
  for (const name of Intl.supportedValuesOf('timeZone')) expect(parseZone(name)).toBe(name);
});

test('periods can be told in every zone, and blanks do for underscores', () => {
  for (const zone of NAMES)
    expect(findPeriod({ kind: 'month', zone, resetDay: 1 }, Date.UTC(2026, 10, 27)).endsAt).toBeGreaterThan(0);
  expect(parseZone(' america/new  york ')).toBe('America/New_York');
});

describe('no zone', () => {
  test.each([
    '',
    'Mars/Olympus',
    'Berlin',
    '+05:30',
    '-8',
    'UTC+5',
    'gmt +05:30',
    'Europe/Berlin[u-ca=iso8601]',
    '2026-11-27T00:00[Europe/Berlin]',
    'x'.repeat(65),
  ])('is %j', (text) => {
    expect(parseZone(text)).toBeUndefined();
  });
});

test('no zone has a longer name than rules take, and a name that is none cannot be looked up', () => {
  expect(Math.max(...NAMES.map(({ length }) => length))).toBeLessThanOrEqual(LONGEST_ZONE);
  expect(() => resolveZone('Mars/Olympus')).toThrow(RangeError);
});

test.each([
  ['+05:30', true],
  ['UTC+5', true],
  ['GMT -3', true],
  ['  z + 5 ', true],
  ['utc', false],
  ['5', false],
  ['UTC+', false],
  ['+ x', false],
  ['−', false],
  ['Etc/GMT+5', false],
  ['Asia/Kolkata', false],
])('whether %s is a distance to UTC: %s', (text, expected) => {
  expect(isOffset(text)).toBe(expected);
});

test.each([
  ['Asia/Calcutta', 'Asia/Kolkata', true],
  ['Europe/Kiev', 'Europe/Kyiv', true],
  ['UTC', 'Etc/UTC', true],
  ['US/Eastern', 'America/New_York', true],
  ['Europe/Berlin', 'Europe/Paris', false],
  ['Europe/Amsterdam', 'Europe/Brussels', false],
  // A name that this runtime does not know, of a server that set it under another one.
  ['Mars/Olympus', 'Mars/Olympus', true],
])('whether %s and %s are the same: %s', (one, other, expected) => {
  expect(areSameZone(one, other)).toBe(expected);
});
