import { describe, expect, test } from 'vitest';

import {
  GUIDE_STRENGTHS,
  MAX_SEED,
  pictureRequestSchema,
  REQUEST_DEFAULTS,
  SCHEMA_STRENGTHS,
  seedSchema,
  STYLE_STRENGTH,
} from '../../../src/core/picture/request.ts';
import type { PictureRequest } from '../../../src/core/picture/request.ts';

const REQUEST: PictureRequest = { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 };
const reference = { hash: '0123456789abcdef'.repeat(4), strength: 0.6 };
const moodboard = { id: '0f8fad5b-d9cb-469f-a165-70867728950e', strength: 0.35 };
const style = { id: 'style-1', title: 'Style One', strength: 1 };

test('whoever names nothing but a prompt asks for the plainest picture', () => {
  expect(pictureRequestSchema.parse(REQUEST)).toEqual({
    prompt: 'a heron',
    variant: 'medium',
    aspectRatio: '1:1',
    resolution: '1K',
    seed: 7,
    creativity: 'medium',
    intensity: 0,
    complexity: 0,
    movement: 0,
    references: [],
    moodboard: null,
    style: null,
  });
});

describe('a request on record is read back', () => {
  test.for<[keyof PictureRequest, readonly unknown[]]>([
    ['variant', ['medium', 'large', 'medium-turbo']],
    ['aspectRatio', ['1:1', '4:3', '3:2', '16:9', '2.35:1', '4:5', '3:4', '2:3', '9:16']],
    ['creativity', ['raw', 'low', 'medium', 'high']],
    ['seed', [0, MAX_SEED]],
    ['intensity', [-100, 100]],
    ['complexity', [-100, 100]],
    ['movement', [-100, 100]],
    [
      'references',
      [[reference, reference, reference, reference], [{ ...reference, strength: -2 }], [{ ...reference, strength: 2 }]],
    ],
    ['moodboard', [null, moodboard, { ...moodboard, strength: -0.5 }, { ...moodboard, strength: 1.5 }]],
    [
      'style',
      [
        null,
        { ...style, strength: -2 },
        { ...style, strength: 2 },
        { ...style, id: 'x' },
        { ...style, id: 'x'.repeat(100), title: 'x'.repeat(200) },
        { ...style, title: '' },
      ],
    ],
  ])('with any %s that it may have', ([name, values]) => {
    for (const value of values)
      expect(pictureRequestSchema.parse({ ...REQUEST, [name]: value })).toEqual({ ...REQUEST, [name]: value });
  });
});

describe('a request on record has no', () => {
  test.for<[string, readonly unknown[]]>([
    ['extra', [1]],
    ['variant', ['huge', '']],
    ['aspectRatio', ['1:2', '']],
    ['resolution', ['2K', '']],
    ['creativity', ['wild', '']],
    ['prompt', ['', ' ', 'x'.repeat(4001)]],
    ['seed', [-1, MAX_SEED + 1, 0.5]],
    ['intensity', [-101, 101, 0.5]],
    ['references', [[reference, reference, reference, reference, reference]]],
    [
      'references',
      [
        [{ ...reference, strength: -2.01 }],
        [{ ...reference, strength: 2.01 }],
        [{ ...reference, extra: 1 }],
        [{ strength: 0.6 }],
      ],
    ],
    [
      'references',
      [
        [{ ...reference, hash: reference.hash.slice(1) }],
        [{ ...reference, hash: `${reference.hash}0` }],
        [{ ...reference, hash: `${reference.hash.slice(1)}g` }],
      ],
    ],
    [
      'moodboard',
      [
        { ...moodboard, strength: -0.51 },
        { ...moodboard, strength: 1.51 },
        { ...moodboard, id: 'x' },
        { ...moodboard, extra: 1 },
      ],
    ],
    [
      'style',
      [
        { ...style, strength: -2.01 },
        { ...style, strength: 2.01 },
        { ...style, id: '' },
        { ...style, id: 'x'.repeat(101) },
        { ...style, title: 'x'.repeat(201) },
        { ...style, extra: 1 },
      ],
    ],
  ])('%s like any of %j', ([name, values]) => {
    for (const value of values)
      expect(pictureRequestSchema.safeParse({ ...REQUEST, [name]: value }).success).toBe(false);
  });
});

test('a seed is what Krea takes as one', () => {
  expect([0, MAX_SEED].map((seed) => seedSchema.parse(seed))).toEqual([0, 2_147_483_647]);
  for (const seed of [-1, MAX_SEED + 1, 0.5, '7']) expect(seedSchema.safeParse(seed).success).toBe(false);
});

test('by default only strengths are offered that Krea’s request schema takes; its guides promise more', () => {
  expect(SCHEMA_STRENGTHS).toEqual({
    reference: { min: 0, max: 1, default: 0.6 },
    moodboard: { min: 0, max: 1, default: 0.35 },
  });
  expect(GUIDE_STRENGTHS).toEqual({
    reference: { min: -2, max: 2, default: 0.6 },
    moodboard: { min: -0.5, max: 1.5, default: 0.35 },
  });
  expect(STYLE_STRENGTH).toEqual({ min: -2, max: 2, default: 1 });
});
