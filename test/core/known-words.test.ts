import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { knownWords, wordsOf } from '../../src/core/known-words.ts';

test.for([
  ['Invalid file type or size', 'Invalid file type or size'],
  ['The API balance is used up', 'The API balance is used up'],
  ['generation_failed: naked lady', 'generation_failed: …'],
  ['Could not render naked ladies (worker 7); failed', 'Could not render … (worker 7); failed'],
  ['一个女人 is not allowed 👙', '… is not allowed'],
  ["can't accept Émile’s value", "can't accept … value"],
  ['job 12345 of 1234567', 'job 12345 of …'],
] as const)('%j is told as %j', ([text, told]) => {
  expect(knownWords(text).trim()).toBe(told);
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', 'ß', 'ж', 'щ', '女', '人', 'ع', 'ر'), minLength: 1, maxLength: 9 });
const words = fc.array(fc.oneof(word, fc.constantFrom('Content', 'policy', 'must', 'not', 'Failed', '18')), { minLength: 1, maxLength: 20 });

test('no word of a prompt is told, wherever and however much of it is repeated', () => {
  fc.assert(
    fc.property(words, words, fc.nat(), fc.nat(), fc.constantFrom(' ', ', ', '_', '-', '"'), (prompt, other, from, length, gap) => {
      const echo = prompt.slice(from % prompt.length).slice(0, 1 + (length % prompt.length));
      const said = ['Request blocked:', ...other, ...echo.map((one) => one.toUpperCase()), 'is not permitted'].join(gap);
      const own = new Set(wordsOf(prompt.join(' ')));
      expect(wordsOf(knownWords(said, prompt.join(' '))).filter((one) => own.has(one))).toEqual([]);
    }),
  );
});

test('without knowing the prompt, only words that servers say themselves are told', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('q', 'x', 'z', 'в', 'щ', '鹭'), minLength: 1, maxLength: 12 })), (foreign) => {
      expect(wordsOf(knownWords(`Blocked: ${foreign.join(' ')} failed`))).toEqual(['blocked', 'failed']);
    }),
  );
});
