import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { toRequestBody } from '../../../src/backends/krea/request-body.ts';
import {
  ASPECT_RATIOS,
  CREATIVITIES,
  GUIDE_STRENGTHS,
  MAX_SEED,
  REQUEST_DEFAULTS,
  SCHEMA_STRENGTHS,
  VARIANTS,
} from '../../../src/core/picture/request.ts';
import type { PictureRequest } from '../../../src/core/picture/request.ts';

const BOARD = '1e51738c-7413-469e-93b6-ad50db460a1f';
const request: PictureRequest = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse in fog', seed: 12_345 };

function bodyOf(given: PictureRequest, urls: readonly string[] = [], ranges = SCHEMA_STRENGTHS) {
  return toRequestBody({ request: given, referenceUrls: urls, webhookUrl: null }, ranges);
}

test('the smallest request still names creativity and seed, on whose defaults nobody can rely', () => {
  expect(bodyOf(request)).toEqual({
    prompt: 'a lighthouse in fog',
    aspect_ratio: '1:1',
    resolution: '1K',
    seed: 12_345,
    creativity: 'medium',
  });
});

test('a full request has every setting under its name at Krea', () => {
  const full: PictureRequest = {
    ...request,
    aspectRatio: '2.35:1',
    creativity: 'raw',
    seed: 0,
    intensity: 20,
    complexity: -40,
    movement: 100,
    references: [
      { hash: 'a'.repeat(64), strength: 0.6 },
      { hash: 'b'.repeat(64), strength: 0 },
    ],
    moodboard: { id: BOARD, strength: 0.35 },
    style: { id: 'p19ubhgd5', title: 'Ink', strength: -0.9 },
  };
  expect(bodyOf(full, ['https://up.krea.ai/a.png', 'https://up.krea.ai/b.png'])).toEqual({
    prompt: 'a lighthouse in fog',
    aspect_ratio: '2.35:1',
    resolution: '1K',
    seed: 0,
    creativity: 'raw',
    intensity: 20,
    complexity: -40,
    movement: 100,
    image_style_references: [
      { url: 'https://up.krea.ai/a.png', strength: 0.6 },
      { url: 'https://up.krea.ai/b.png', strength: 0 },
    ],
    moodboards: [{ id: BOARD, strength: 0.35 }],
    styles: [{ id: 'p19ubhgd5', strength: -0.9 }],
  });
});

test('strengths beyond the configured ranges are clamped to them', () => {
  const strong: PictureRequest = {
    ...request,
    references: [{ hash: 'a'.repeat(64), strength: -2 }],
    moodboard: { id: BOARD, strength: 1.5 },
  };
  const url = 'https://up.krea.ai/a.png';
  expect(bodyOf(strong, [url])).toMatchObject({
    image_style_references: [{ strength: 0 }],
    moodboards: [{ strength: 1 }],
  });
  expect(bodyOf(strong, [url], GUIDE_STRENGTHS)).toMatchObject({
    image_style_references: [{ strength: -2 }],
    moodboards: [{ strength: 1.5 }],
  });
});

test.for([
  ['a reference without an address', ['a'], []],
  ['an address without a reference', [], ['https://up.krea.ai/a.png']],
  ['an address that is none', ['a'], ['nowhere']],
  ['an address of more than 1,024 characters', ['a'], [`https://up.krea.ai/${'a'.repeat(1024)}`]],
] as const)('there is no body for %s', ([, hashes, urls]) => {
  const references = hashes.map((letter) => ({ hash: letter.repeat(64), strength: 0.6 }));
  expect(bodyOf({ ...request, references }, urls)).toBeUndefined();
});

test('every request of ours becomes a body, with its words unchanged', () => {
  const slider = fc.integer({ min: -100, max: 100 });
  const requests = fc.record<PictureRequest>({
    prompt: fc
      .string({ minLength: 1, maxLength: 400, unit: 'grapheme' })
      .map((text) => text.trim())
      .filter((text) => text !== ''),
    variant: fc.constantFrom(...VARIANTS),
    aspectRatio: fc.constantFrom(...ASPECT_RATIOS),
    resolution: fc.constant('1K'),
    seed: fc.integer({ min: 0, max: MAX_SEED }),
    creativity: fc.constantFrom(...CREATIVITIES),
    intensity: slider,
    complexity: slider,
    movement: slider,
    references: fc.constant([]),
    moodboard: fc.option(
      fc.record({ id: fc.constant(BOARD), strength: fc.double({ min: -0.5, max: 1.5, noNaN: true }) }),
    ),
    style: fc.option(
      fc.record({ id: fc.constant('p19'), title: fc.string(), strength: fc.double({ min: -2, max: 2, noNaN: true }) }),
    ),
  });
  fc.assert(
    fc.property(requests, (given) => {
      expect(bodyOf(given)).toMatchObject({ prompt: given.prompt, seed: given.seed, creativity: given.creativity });
    }),
  );
});
