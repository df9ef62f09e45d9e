import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { pictureRequestSchema, promptSchema, REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';

const INVISIBLE = [
  '\u{200b}',
  '\u{200c}',
  '\u{200d}',
  '\u{200e}',
  '\u{200f}',
  '\u{202e}',
  '\u{2060}',
  '\u{2063}',
  '\u{feff}',
  '\u{ad}',
  '\u{34f}',
  '\u{61c}',
  '\u{115f}',
  '\u{1160}',
  '\u{3164}',
  '\u{ffa0}',
  '\u{2800}',
  '\u{17b4}',
  '\u{180e}',
  '\u{fe0f}',
  '\u{301}',
  '\u{20e3}',
  '\u{e0041}',
  '\u{e007f}',
  '\u{1d159}',
  '\u{fffe}',
  '\u{0}',
  '\u{7f}',
  '\u{a0}',
  '\u{3000}',
  '\u{2028}',
  '\t',
  '\n',
  ' ',
] as const;

const VISIBLE = [
  'a',
  '.',
  '?',
  '日',
  'ü',
  'u\u{308}',
  'मालक',
  'क्\u{200d}ष',
  'مالك الحزين',
  'می\u{200c}خواهم',
  'עם',
  '한글',
  'ᄀ',
  '⠓',
  '🦩',
  '👩‍👩‍👧‍👦',
  '1️⃣',
  '❤️',
  '🏴\u{e0067}\u{e0062}\u{e007f}',
  '🇺🇦',
  '→',
  '∀',
  '\u{e000}',
  '\u{fffd}',
  '\u{200b}x\u{200b}',
] as const;

describe('a prompt', () => {
  test('in which nothing can be seen is refused, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...INVISIBLE), { minLength: 1, maxLength: 40 }), (characters) => {
        expect(promptSchema.safeParse(characters.join('')).success).toBe(false);
      }),
    );
  });

  test.each(INVISIBLE.map((text) => [`U+${text.codePointAt(0)?.toString(16)}`, text]))(
    'of %s alone is refused',
    (_, text) => {
      expect(promptSchema.safeParse(text.repeat(3)).success).toBe(false);
    },
  );

  test.each(VISIBLE)('of any script, of emoji or of letters with marks is taken: %s', (text) => {
    expect(promptSchema.parse(text)).toBe(text.trim());
  });

  test('with one visible character among any others is taken', () => {
    const filler = fc.array(fc.constantFrom(...INVISIBLE.slice(0, 20)), { maxLength: 20 }).map((all) => all.join(''));
    fc.assert(
      fc.property(filler, fc.constantFrom('a', '日', '🦩'), filler, (before, seen, after) => {
        expect(promptSchema.safeParse(before + seen + after).success).toBe(true);
      }),
    );
  });

  test('that was taken before stays readable', () => {
    expect(pictureRequestSchema.safeParse({ ...REQUEST_DEFAULTS, prompt: '\u{3164}', seed: 1 }).success).toBe(true);
  });
});
