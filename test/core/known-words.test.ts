import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { knownWords, withGaps, wordsOf } from '../../src/core/known-words.ts';

test.for([
  ['Invalid file type or size', 'Invalid file type or size'],
  ['The API balance is used up', 'The API balance is used up'],
  ['generation_failed: naked lady', 'generation_failed: …'],
  ['Could not render naked ladies (worker 7); failed', 'Could not render … (worker 7); failed'],
  ['一个女人 is not allowed 👙', '… is not allowed'],
  ["can't accept Émile’s value", "can't accept … value"],
  ['job 12345 of 1234567', 'job 12345 of …'],
  ['job 123456 failed', 'job … failed'],
  ['seed x7 or 7x or 7', 'seed … or … or 7'],
  ['Blocked: naked, wild, lonely ladies.', 'Blocked: ….'],
  ['Blocked: naked ladies... Try again', 'Blocked: … Try again'],
  ['Blocked: naked ladies.. Try again', 'Blocked: … Try again'],
  ['Failed... Try again', 'Failed... Try again'],
  ['Failed 👙👙👙 again\n\t\nlater', 'Failed   again …'],
  ['Here was an error', 'Here was an error'],
  ['We CAN’T do rock’n’roll', 'We CAN’T do …'],
  ['e\u0301mile', '…'],
] as const)('%j is told as %j', ([text, told]) => {
  expect(knownWords(text).trim()).toBe(told);
});

test('words are left out by what they are, in lower case, and by where they stand', () => {
  const asked: [string, number][] = [];
  expect(
    withGaps('One two, THREE; four', (one, index) => asked.push([one, index]) > 0 && (index === 1 || one === 'three')),
  ).toBe('One …; four');
  expect(asked).toEqual([
    ['one', 0],
    ['two', 1],
    ['three', 2],
    ['four', 3],
  ]);
});

test.for([
  ['', []],
  [' …, ', []],
  ['It’s Émile’s 2nd', ["it's", "émile's", '2nd']],
  ['rock’n’roll at five o’clock', ["rock'n'roll", 'at', 'five', "o'clock"]],
] as const)('the words of %j are %j', ([text, found]) => {
  expect(wordsOf(text)).toEqual(found);
});

test('of a prompt that is known, not even its plainest words are told', () => {
  expect(knownWords('The image of a Moment was blocked', 'a moment')).toBe('The image of … was blocked');
});

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'é', 'ß', 'ж', 'щ', '女', '人', 'ع', 'ر'),
  minLength: 1,
  maxLength: 9,
});
const words = fc.array(fc.oneof(word, fc.constantFrom('Content', 'policy', 'must', 'not', 'Failed', '18')), {
  minLength: 1,
  maxLength: 20,
});

test('no word of a prompt is told, wherever and however much of it is repeated', () => {
  fc.assert(
    fc.property(
      words,
      words,
      fc.nat(),
      fc.nat(),
      fc.constantFrom(' ', ', ', '_', '-', '"'),
      (prompt, other, from, length, gap) => {
        const echo = prompt.slice(from % prompt.length).slice(0, 1 + (length % prompt.length));
        const said = ['Request blocked:', ...other, ...echo.map((one) => one.toUpperCase()), 'is not permitted'].join(
          gap,
        );
        const own = new Set(wordsOf(prompt.join(' ')));
        expect(wordsOf(knownWords(said, prompt.join(' '))).filter((one) => own.has(one))).toEqual([]);
      },
    ),
  );
});

test('without knowing the prompt, only words that servers say themselves are told', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('q', 'x', 'z', 'в', 'щ', '鹭'), minLength: 1, maxLength: 12 })),
      (foreign) => {
        expect(wordsOf(knownWords(`Blocked: ${foreign.join(' ')} failed`))).toEqual(['blocked', 'failed']);
      },
    ),
  );
});
