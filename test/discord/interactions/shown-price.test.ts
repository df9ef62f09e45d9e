import { expect, test } from 'vitest';

import { shownPrice } from '../../../src/discord/interactions/shown-price.ts';
import { encodeControl } from '../../../src/discord/render/custom-id.ts';
import { resultRows } from '../../../src/discord/render/result/result-rows.ts';
import { batchSample, generationSample, ID } from '../samples.ts';

const VARY = { verb: 'vary', subjectId: ID, index: 1 } as const;

/** A message of the version before: its ids name no price. */
const old = (label: string | null): unknown => [
  { type: 17, components: [{ type: 1, components: [{ type: 2, label, custom_id: encodeControl(VARY) }] }] },
];

test.each<[string, number | null]>([
  ['Vary · $0.03', 30_000],
  ['Vary 1 · $0.0175', 17_500],
  ['Vary all · $1,234.50', 1_234_500_000],
  ['Vary', null],
  ['Vary · free', null],
])('a button that says “%s” shows %j', (label, price) => {
  expect(shownPrice(old(label), VARY)).toBe(price);
});

test('what a message does not show is not known', () => {
  for (const components of [undefined, null, 'text', [], old(null)]) expect(shownPrice(components, VARY)).toBeNull();
  expect(shownPrice(old('Vary · $0.03'), { ...VARY, index: 2 })).toBeNull();
});

test('every control below a result that charges at once tells its price, by its id or by its message', () => {
  const rows = resultRows(batchSample(), new Set([1, 2, 3, 4]));
  expect(shownPrice(rows, { ...VARY, index: 3 })).toBe(30_000);
  expect(shownPrice(rows, { ...VARY, index: null })).toBe(120_000);
  expect(JSON.stringify(rows)).toContain(`v1:vary:${ID}:p120000`);
  const single = resultRows(generationSample(), new Set([1]));
  expect(shownPrice(single, { verb: 'with', subjectId: ID, index: 1 }, 'variant=large')).toBe(60_000);
  expect(shownPrice(single, { verb: 'with', subjectId: ID, index: 1 }, 'variant=gone')).toBeNull();
});
