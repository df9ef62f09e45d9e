import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { redact } from '../../../../src/backends/krea/problem/redact.ts';

test.for([
  ['Invalid value "a cat" for prompt', 'Invalid value … for prompt'],
  ["Can't use 'a cat', don't try", "Can't use …, don't try"],
  ['Broken off: "a cat on a m', 'Broken off: …'],
  ['“a cat” is refused', '… is refused'],
  ['see https://krea.ai/a?sig=1 now', 'see … now'],
  ['image data:image/png;base64,AAAA is wrong', 'image … is wrong'],
  ['Authorization: Bearer abc was refused', 'Authorization: … was refused'],
  ['token 1e51738c-7413-469e-93b6-ad50db460a1f:hush', 'token …'],
  ['Flagged prompt: a cat', 'Flagged prompt…'],
  ['two\nlines\tand\u0000more', 'two lines and more'],
] as const)('%j is logged as %j', ([text, expected]) => {
  expect(redact(text)).toBe(expected);
});

test('a long message is cut at 200 characters', () => {
  expect(redact('word '.repeat(100))).toHaveLength(200);
});

test('a prompt that was cut short by Krea is recognised by its beginning', () => {
  const prompt = 'a cat that sits on the mat of the neighbours';
  expect(redact('Refused: a cat that sits on the m...', { prompt })).toBe('Refused: …');
});

test('a short prompt is only taken out where it stands by itself', () => {
  expect(redact('rat was moderated', { prompt: 'rat' })).toBe('… was moderated');
});

test('no prompt ever comes through, quoted or bare, as it is or as JSON', () => {
  const prompts = fc.string({ minLength: 4, unit: 'grapheme' }).filter((prompt) => /\p{L}{4}/u.test(prompt));
  const frames = fc.constantFrom(
    (prompt: string) => `1, ${prompt} - 2`,
    (prompt: string) => `1 "${prompt}" 2`,
    (prompt: string) => JSON.stringify({ value: prompt }),
  );
  fc.assert(
    fc.property(prompts, frames, (prompt, frame) => {
      expect(redact(frame(prompt), { prompt })).not.toContain(prompt);
    }),
  );
});

test.for([
  ['Request blocked: naked lady rides a white horse is not permitted', 'Request blocked: … is not permitted'],
  [
    'Could not render a naked lady rides a white horse through the streets (worker 7); failed',
    'Could not render … the … (worker 7); failed',
  ],
  ['Lady: explicit', '…: explicit'],
] as const)('a part of the prompt, from wherever in it, is left out: %j', ([text, told]) => {
  expect(redact(text, { prompt: 'a naked lady rides a white horse through streets of Coventry' })).toBe(told);
});
