import { describe, expect, test } from 'vitest';

import {
  batchSeeds,
  MAX_PROMPT_CHARACTERS,
  MAX_SEED,
  parseMoodboard,
  promptSchema,
} from '../../../src/core/picture/request.ts';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

describe('a prompt', () => {
  test('is kept word for word, without the space around it', () => {
    expect(promptSchema.parse('  two  herons \n')).toBe('two  herons');
  });

  test.for([
    ['', 'prompt-empty'],
    [' \n ', 'prompt-empty'],
    ['\u{1F98A}'.repeat(MAX_PROMPT_CHARACTERS + 1), 'prompt-too-long'],
    ['\u200b', 'prompt-invisible'],
  ] as const)('is not %j: %s', ([text, rule]) => {
    const messages = promptSchema.safeParse(text).error?.issues.map(({ message }) => message);
    expect(messages).toContain(rule);
  });

  test('has as many characters as people count, and all of them may be used', () => {
    expect(promptSchema.safeParse('\u{1F98A}'.repeat(MAX_PROMPT_CHARACTERS)).success).toBe(true);
  });
});

describe('a moodboard', () => {
  test.for([ID, ID.toUpperCase(), `https://www.krea.ai/moodboards/${ID}?share=1`])('is found in %s', (text) => {
    expect(parseMoodboard(text)).toBe(ID);
  });

  test.for([
    '',
    'my moodboard',
    ID.slice(1),
    ID.slice(0, -1),
    ID.replaceAll('-', ''),
    ID.replace('d9cb', 'd9c'),
    ID.replace('469f', '46f'),
    ID.replace('a165', 'a15'),
    ID.replace('0f8f', 'xf8f'),
  ])('is not “%s”', (text) => {
    expect(parseMoodboard(text)).toBeUndefined();
  });
});

test('each picture of a batch has the next seed, and after the largest comes 0', () => {
  expect(batchSeeds(7, 4)).toEqual([7, 8, 9, 10]);
  expect(batchSeeds(MAX_SEED - 1, 4)).toEqual([MAX_SEED - 1, MAX_SEED, 0, 1]);
  expect(batchSeeds(7, 1)).toEqual([7]);
});
