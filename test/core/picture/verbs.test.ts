import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { pictureRequestSchema, REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import {
  changesFor,
  encodeChange,
  parseChange,
  remix,
  reroll,
  rerollWith,
  vary,
} from '../../../src/core/picture/verbs.ts';
import { anyRequest } from '../samples.ts';

test('a reroll is the same request, seed included', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      expect(reroll(request)).toEqual(request);
    }),
  );
});

test('a variation differs in the seed alone', () => {
  fc.assert(
    fc.property(anyRequest, fc.nat(), (request, seed) => {
      expect(vary(request, seed)).toEqual({ ...request, seed });
    }),
  );
});

test('every offered change makes a difference, keeps the seed and gives a valid request', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      expect(changesFor(request)).not.toEqual([]);
      for (const change of changesFor(request)) {
        const changed = rerollWith(request, change);
        expect(changed).not.toEqual(request);
        expect({ ...changed, [change.setting]: request[change.setting] }).toEqual(request);
        expect(pictureRequestSchema.safeParse(changed).success).toBe(true);
      }
    }),
  );
});

test('every other model and creativity is offered, and each slider a step up and a step down, as far as it goes', () => {
  const request = { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7, complexity: 80, movement: -100 };
  expect(changesFor(request).map(encodeChange)).toEqual([
    'variant=large',
    'variant=medium-turbo',
    'creativity=raw',
    'creativity=low',
    'creativity=high',
    'intensity=40',
    'intensity=-40',
    'complexity=100',
    'complexity=40',
    'movement=-60',
  ]);
});

test('offered changes differ from each other and fit into one select', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const values = changesFor(request).map(encodeChange);
      expect(new Set(values).size).toBe(values.length);
      expect(values.length).toBeLessThanOrEqual(25);
    }),
  );
});

test('a change is read back as it was written', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      for (const change of changesFor(request)) expect(parseChange(encodeChange(change))).toEqual(change);
    }),
  );
});

test('anything else is no change, however near it comes', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const change = parseChange(text);
      expect(change === undefined || encodeChange(change) === text).toBe(true);
    }),
  );
  for (const text of [
    '',
    'variant=huge',
    'creativity=wild',
    'seed=7',
    'variant',
    '=',
    'intensity',
    '__proto__=1',
    'variant=large=',
    'variant=large=x',
  ]) {
    expect(parseChange(text)).toBeUndefined();
  }
  for (const value of ['101', '-101', '1.5', '', ' 5', '5 ', '007', '-0', '+5', '1e1', '0x10', '5=5'])
    expect(parseChange(`intensity=${value}`)).toBeUndefined();
});

test('a slider is read back up to its ends', () => {
  for (const value of [-100, 0, 100]) expect(parseChange(`movement=${value}`)).toEqual({ setting: 'movement', value });
});

test('a remix changes what was edited and nothing else; an emptied seed asks for a new one', () => {
  fc.assert(
    fc.property(anyRequest, anyRequest, fc.boolean(), (request, other, isEmptied) => {
      const { prompt, variant, aspectRatio, creativity } = other;
      const edits = { prompt, variant, aspectRatio, creativity, seed: isEmptied ? null : other.seed };
      expect(remix(request, edits, 4)).toEqual({
        ...request,
        prompt,
        variant,
        aspectRatio,
        creativity,
        seed: isEmptied ? 4 : other.seed,
      });
    }),
  );
});
