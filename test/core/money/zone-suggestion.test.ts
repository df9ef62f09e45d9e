import { Locale } from 'discord.js';
import { expect, test } from 'vitest';

import { suggestZone } from '../../../src/core/money/zone-suggestion.ts';
import { parseZone } from '../../../src/core/money/zones.ts';

test('every zone that is suggested for a language of Discord’s exists', () => {
  const suggested = Object.values(Locale).flatMap((locale) => suggestZone(locale) ?? []);
  expect(suggested.length).toBeGreaterThan(10);
  for (const zone of suggested) expect(parseZone(zone)).toBe(zone);
});

test.for([undefined, 'en-US', 'es-419', 'xx', 'constructor'])('nothing is suggested for %s', (locale) => {
  expect(suggestZone(locale)).toBeUndefined();
});

test('every language of Discord’s that is spoken in one place has its zone; of English and Spanish nobody can tell', () => {
  expect(Object.values(Locale).filter((locale) => suggestZone(locale) === undefined)).toEqual([
    Locale.EnglishUS,
    Locale.SpanishLATAM,
  ]);
});

test.for([
  [Locale.Ukrainian, 'Europe/Kyiv'],
  [Locale.Vietnamese, 'Asia/Ho_Chi_Minh'],
  [Locale.Hindi, 'Asia/Kolkata'],
] as const)('%s is spoken in %s', ([locale, zone]) => {
  expect(suggestZone(locale)).toBe(zone);
});
