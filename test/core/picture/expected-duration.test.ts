import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { durationBetween, nextLook, noteDuration } from '../../../src/core/picture/expected-duration.ts';
import type { Durations } from '../../../src/core/picture/expected-duration.ts';
import { VARIANTS } from '../../../src/core/picture/request.ts';

const MIN_DELAY_MS = 1_000;

/**
 * Watches one job as the application does; tells how late its end was seen, after how many looks, and what is learnt.
 */
function watch(durations: Durations, durationMs: number): { delayMs: number; looks: number; learntMs: number } {
  let [before, elapsed, looks] = [0, nextLook(durations, 'medium', 0, MIN_DELAY_MS), 1];
  while (elapsed < durationMs) {
    [before, elapsed] = [elapsed, elapsed + nextLook(durations, 'medium', elapsed, MIN_DELAY_MS)];
    looks += 1;
  }
  return { delayMs: elapsed - durationMs, looks, learntMs: durationBetween(before, elapsed) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Means over jobs that take evenly between two durations, after fifty of them were seen. */
function measure(fromMs: number, toMs: number, count = 300): { delayMs: number; looks: number } {
  const durations: Durations = new Map();
  const jobs = Array.from({ length: count }, (_, index) => fromMs + (toMs - fromMs) * ((index * 0.618_034) % 1));
  for (const duration of jobs.slice(0, 50)) noteDuration(durations, 'medium', duration);
  const seen = jobs.slice(50).map((duration) => {
    const result = watch(durations, duration);
    noteDuration(durations, 'medium', result.learntMs);
    return result;
  });
  return { delayMs: mean(seen.map(({ delayMs }) => delayMs)), looks: mean(seen.map(({ looks }) => looks)) };
}

describe('once the usual durations are learnt', () => {
  test.for([
    [10_000, 15_000, 600, 6],
    [15_000, 30_000, 600, 11],
    [25_000, 40_000, 600, 11],
    [38_000, 40_000, 600, 6],
    // Nothing is known of these but the extremes.
    [10_000, 40_000, 700, 12],
  ] as const)(
    'jobs of %i to %i ms are seen within %i ms in the mean, by at most %f looks',
    async ([from, to, delay, count], { annotate }) => {
      const { delayMs, looks } = measure(from, to);

      await annotate(`mean delay ${delayMs.toFixed(0)} ms, ${looks.toFixed(1)} looks`);
      expect(delayMs).toBeLessThanOrEqual(delay);
      expect(looks).toBeLessThanOrEqual(count);
    },
  );
});

test('what is learnt from late looks does not make them ever later', () => {
  expect(measure(15_000, 25_000, 5_000).delayMs).toBeLessThanOrEqual(550);
});

test('no wait is shorter than the operator allows, nor longer than ten seconds', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...VARIANTS),
      fc.integer({ min: 0, max: 600_000 }),
      fc.integer({ min: 100, max: 10_000 }),
      fc.array(fc.integer({ min: 1, max: 120_000 }), { maxLength: 60 }),
      (variant, elapsed, least, known) => {
        const durations: Durations = new Map();
        for (const duration of known) noteDuration(durations, variant, duration);
        const wait = nextLook(durations, variant, elapsed, least);
        expect(wait).toBeGreaterThanOrEqual(least);
        expect(Number.isFinite(wait)).toBe(true);
      },
    ),
  );
});

test('a job that fails at once is seen soon, although others take long', () => {
  const durations: Durations = new Map();
  for (let index = 0; index < 50; index += 1) noteDuration(durations, 'medium', 30_000);

  expect(watch(durations, 500)).toMatchObject({ delayMs: 2_500, looks: 1 });
  expect(watch(durations, 5_000).delayMs).toBeLessThanOrEqual(7_000);
});

test.for([
  [1_000, 1_400, 1_200],
  [1_000, 2_000, 1_500],
  [1_000, 5_000, 4_500],
] as const)('a job seen open at %i ms and done at %i ms counts as %i ms long', ([before, seen, length]) => {
  expect(durationBetween(before, seen)).toBe(length);
});

test.for([
  [25_000, 1_000, 1_000],
  [45_000, 1_000, 5_000],
  [200_000, 1_000, 10_000],
  [200_000, 15_000, 15_000],
] as const)(
  'a job that is late at %i ms, with looks at least %i ms apart, is looked at after %i ms',
  ([elapsed, least, delay]) => {
    expect(nextLook(new Map(), 'medium', elapsed, least)).toBe(delay);
  },
);

test('four jobs teach nothing yet, the fifth does', () => {
  const durations: Durations = new Map();
  for (let times = 0; times < 4; times += 1) noteDuration(durations, 'medium', 60_000);
  expect(nextLook(durations, 'medium', 30_000, 1_000)).toBe(nextLook(new Map(), 'medium', 30_000, 1_000));
  noteDuration(durations, 'medium', 60_000);
  expect(nextLook(durations, 'medium', 30_000, 1_000)).toBe(30_000);
});
