import { Locale } from 'discord.js';
import { expect, test } from 'vitest';

import { parseZone } from '../../src/core/period.ts';
import { suggestZone } from '../../src/core/zone-suggestion.ts';

test('every zone that is suggested for a language of Discord’s exists', () => {
  const zones = Object.values(Locale).flatMap((locale) => suggestZone(locale) ?? []);
  expect(zones.length).toBeGreaterThan(20);
  for (const zone of zones) expect(parseZone(zone)).toBe(zone);
});

test.for([undefined, 'en-US', 'es-419', 'xx', 'constructor'])('nothing is suggested for %s', (locale) => {
  expect(suggestZone(locale)).toBeUndefined();
});
