import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MAX_AMOUNT } from '../../../src/core/money/money.ts';
import { LIFTS } from '../../../src/core/rules/approval.ts';
import { CARD_VERBS, PICTURE_VERBS } from '../../../src/discord/render/control.ts';
import { encodeControl, parseControl } from '../../../src/discord/render/custom-id.ts';

const subjectId = fc.stringMatching(/^\d{17,20}$/);
const amount = fc.integer({ min: 0, max: MAX_AMOUNT });
const control = fc.oneof(
  fc.record({
    verb: fc.constantFrom(...PICTURE_VERBS),
    subjectId,
    index: fc.option(fc.integer({ min: 1, max: 4 })),
  }),
  fc.record({ verb: fc.constantFrom(...CARD_VERBS), subjectId, index: fc.constant(null) }),
  fc.record(
    {
      verb: fc.constantFrom('reroll', 'vary'),
      subjectId,
      index: fc.option(fc.integer({ min: 1, max: 4 })),
      price: amount,
      isPublic: fc.constant(true as const),
    },
    { requiredKeys: ['verb', 'subjectId', 'index', 'price'] },
  ),
  fc.record({
    verb: fc.constant('remix-form' as const),
    subjectId,
    index: fc.option(fc.integer({ min: 1, max: 4 })),
    prices: fc.array(amount, { minLength: 3, maxLength: 3 }),
  }),
  fc.record({
    verb: fc.constantFrom('approve', 'approve-raise'),
    subjectId,
    index: fc.constant(null),
    terms: fc.oneof(
      fc.record({ lifts: fc.subarray([...LIFTS]), missing: fc.constant({}) }),
      fc.record({
        lifts: fc.constant([...LIFTS]),
        missing: fc.record({ 'server-cap': amount, 'member-cap': amount }, { requiredKeys: [] }),
      }),
    ),
  }),
  fc.record({
    verb: fc.constantFrom('alert-raise', 'alert-lower', 'approve-raise'),
    subjectId,
    index: fc.constant(null),
    amount: fc.integer({ min: 0, max: MAX_AMOUNT }),
  }),
);

describe('custom ids', () => {
  test('come back as they were written, within 100 characters', () => {
    fc.assert(
      fc.property(control, (it) => {
        const text = encodeControl(it);
        expect(text.length).toBeLessThanOrEqual(100);
        expect(parseControl(text)).toEqual(it);
      }),
    );
  });

  test('are written in the form that old messages carry', () => {
    expect(encodeControl({ verb: 'reroll', subjectId: '123456789012345678', index: 2 })).toBe(
      'v1:reroll:123456789012345678:2',
    );
    expect(encodeControl({ verb: 'delete', subjectId: '123456789012345678', index: null })).toBe(
      'v1:delete:123456789012345678',
    );
    expect(encodeControl({ verb: 'approve-raise', subjectId: '123456789012345678', index: null, amount: 10_000 })).toBe(
      'v1:approve-raise:123456789012345678:10000',
    );
  });

  test('are never accepted unless they would have been written just so', () => {
    const nearly = fc
      .tuple(
        control,
        fc.nat(45),
        fc.oneof(
          fc.constant(''),
          fc.string({ unit: 'binary', maxLength: 3 }),
          fc.constantFrom(':', ':0', '5', '\n', ' '),
        ),
      )
      .map(([it, at, noise]) => {
        const text = encodeControl(it);
        return text.slice(0, at) + noise + text.slice(at + (noise === '' ? 1 : 0));
      });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearly), (text) => {
        const parsed = parseControl(text);
        expect(parsed === undefined ? text : encodeControl(parsed)).toBe(text);
      }),
    );
  });

  test.each([
    '',
    'v1',
    'v1:reroll',
    'v1:reroll:',
    'v1:reroll:1234567890123456',
    'v1:reroll:123456789012345678901',
    'v1:reroll:123456789012345678:0',
    'v1:reroll:123456789012345678:5',
    'v1:reroll:123456789012345678:',
    'v1:reroll:123456789012345678:1:1',
    'v1:explode:123456789012345678',
    'v1:approve-raise:123456789012345678:01',
    'v1:approve-raise:123456789012345678:1e3',
    'v1:alert-pause:123456789012345678:5',
    'v2:reroll:123456789012345678',
    'v1:approve:123456789012345678:1',
    'v1:approve:123456789012345678:l32',
    'v1:approve:123456789012345678:l1:m5',
    'v1:deny:123456789012345678:l1',
    'v1:remix:123456789012345678:1:p5',
    'v1:approve-raise:123456789012345678:5:l1',
    'v1:vary:123456789012345678:p01',
    'v1:delete:123456789012345678:o',
    'v1:remix-form:123456789012345678:1:f1.2',
    'v1:constructor:123456789012345678',
    'v1:reroll:123456789012345678\n',
    'V1:reroll:123456789012345678',
    'v1:reroll:١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨',
  ])('refuse %j', (text) => {
    expect(parseControl(text)).toBeUndefined();
  });

  test('cannot be written for a picture that no generation has', () => {
    expect(() => encodeControl({ verb: 'vary', subjectId: '123456789012345678', index: 5 })).toThrow(/index/u);
    expect(() => encodeControl({ verb: 'vary', subjectId: 'abc', index: 1 })).toThrow(/subjectId/u);
  });
});
