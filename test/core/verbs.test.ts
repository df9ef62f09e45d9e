import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { pictureRequestSchema } from '../../src/core/request.ts';
import { changesFor, encodeChange, parseChange, remix, reroll, rerollWith, vary } from '../../src/core/verbs.ts';
import { anyRequest } from './samples.ts';

test('a reroll is the same request, seed included', () => {
  fc.assert(fc.property(anyRequest, (request) => {
    expect(reroll(request)).toEqual(request);
  }));
});

test('a variation differs in the seed alone', () => {
  fc.assert(fc.property(anyRequest, fc.nat(), (request, seed) => {
    expect(vary(request, seed)).toEqual({ ...request, seed });
  }));
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

test('anything else is no change', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const change = parseChange(text);
      expect(change === undefined || encodeChange(change) === text || Number(text.split('=')[1]) === change.value).toBe(true);
    }),
  );
  for (const text of ['', 'variant=huge', 'intensity=101', 'intensity=1.5', 'seed=7', 'variant', '__proto__=1']) expect(parseChange(text)).toBeUndefined();
});

test('a remix changes what was edited and nothing else; an emptied seed asks for a new one', () => {
  fc.assert(
    fc.property(anyRequest, anyRequest, fc.boolean(), (request, other, isEmptied) => {
      const { prompt, variant, aspectRatio, creativity } = other;
      const edits = { prompt, variant, aspectRatio, creativity, seed: isEmptied ? null : other.seed };
      expect(remix(request, edits, 4)).toEqual({ ...request, prompt, variant, aspectRatio, creativity, seed: isEmptied ? 4 : other.seed });
    }),
  );
});
