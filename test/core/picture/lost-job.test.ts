import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { areSteady, CLOCK_SKEW_MS, matchLostJob } from '../../../src/core/picture/lost-job.ts';
import type { CandidateJob, LostSubmit } from '../../../src/core/picture/lost-job.ts';

const instant = fc.integer({ min: 0, max: 100_000 });
const anyLost = fc
  .uniqueArray(fc.record({ id: fc.uuid(), from: instant, length: fc.integer({ min: 0, max: 30_000 }) }), {
    selector: ({ id }) => id,
    minLength: 1,
    maxLength: 5,
  })
  .map((all) => all.map(({ id, from, length }): LostSubmit => ({ id, from, to: from + length })));
const anyJobs = fc.uniqueArray(fc.record({ remoteId: fc.uuid(), createdAt: instant }), {
  selector: ({ remoteId }) => remoteId,
  maxLength: 5,
});

function outcomes(lost: readonly LostSubmit[], jobs: readonly CandidateJob[]) {
  return lost.map((one) => matchLostJob(one, lost, jobs));
}

test('no job is ever given to two submits', () => {
  fc.assert(
    fc.property(anyLost, anyJobs, (lost, jobs) => {
      const found = outcomes(lost, jobs).flatMap((outcome) => (outcome.kind === 'found' ? [outcome.remoteId] : []));
      expect(new Set(found).size).toBe(found.length);
    }),
    { numRuns: 1_000 },
  );
});

test('when every lost submit made one job, whatever is found is its own', () => {
  const skew = fc.integer({ min: -CLOCK_SKEW_MS, max: CLOCK_SKEW_MS });
  fc.assert(
    fc.property(
      anyLost,
      fc.array(fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), skew }), { minLength: 5, maxLength: 5 }),
      (lost, facts) => {
        const jobs = lost.map(({ id, from, to }, index) => {
          const { share = 0, skew = 0 } = facts[index] ?? {};
          return { remoteId: `job of ${id}`, createdAt: Math.round(from + share * (to - from)) + skew };
        });
        for (const [index, outcome] of outcomes(lost, jobs).entries()) {
          expect([{ kind: 'ambiguous' }, { kind: 'found', remoteId: `job of ${lost[index]?.id}` }]).toContainEqual(
            outcome,
          );
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a foreign job in its time makes it ambiguous, never somebody else’s picture', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 30_000 }), instant, (from, length, offset) => {
      const lost = { id: 'lost', from, to: from + length };
      const own = { remoteId: 'own', createdAt: from };
      const foreign = { remoteId: 'foreign', createdAt: from + (offset % (length + 1)) };
      expect(matchLostJob(lost, [lost], [own, foreign])).toEqual({ kind: 'ambiguous' });
    }),
  );
});

test('jobs outside of its time are none of its own', () => {
  const lost = { id: 'lost', from: 50_000, to: 60_000 };
  const jobs = [50_000 - CLOCK_SKEW_MS - 1, 60_000 + CLOCK_SKEW_MS + 1].map((createdAt) => ({
    remoteId: String(createdAt),
    createdAt,
  }));
  expect(matchLostJob(lost, [lost], jobs)).toEqual({ kind: 'none' });
});

test.for([
  [-CLOCK_SKEW_MS, 'found'],
  [-CLOCK_SKEW_MS - 1, 'none'],
  [10_000 + CLOCK_SKEW_MS, 'found'],
  [10_000 + CLOCK_SKEW_MS + 1, 'none'],
] as const)('a job made %i ms after the submit began is %s', ([after, kind]) => {
  const lost = { id: 'lost', from: 50_000, to: 60_000 };
  expect(matchLostJob(lost, [lost], [{ remoteId: 'job', createdAt: 50_000 + after }]).kind).toBe(kind);
});

test('another lost submit contests a job only if it can have made it', () => {
  const lost = { id: 'lost', from: 50_000, to: 50_000 };
  const job = { remoteId: 'job', createdAt: 50_000 };
  const other = (from: number, to: number) => matchLostJob(lost, [lost, { id: 'other', from, to }], [job]).kind;
  expect([
    other(-Infinity, 50_000),
    other(-Infinity, 46_000),
    other(54_000, Infinity),
    other(-Infinity, Infinity),
  ]).toEqual(['ambiguous', 'found', 'found', 'ambiguous']);
});

describe('whether both clocks ran on between two readings', () => {
  const before = { monotonic: 1_000, earliest: 500_000, latest: 500_400 };
  test.for([
    [0, 0, true],
    [0, 1_400, true],
    [0, -1_400, true],
    [0, 1_401, false],
    [0, -1_401, false],
    [30_000, 0, true],
    [30_000, 1_400, true],
    [30_000, -1_400, true],
    [30_000, 1_415, true],
    [30_000, -1_415, true],
    [30_000, 1_416, false],
    [30_000, -1_416, false],
    // Clocks run apart by themselves, the more the longer.
    [86_400_000, 40_000, true],
    [86_400_000, 50_000, false],
  ] as const)('%i ms later, the other clock %i ms further than that: %s', ([passed, moved, steady]) => {
    const shift = passed + moved;
    const after = { monotonic: 1_000 + passed, earliest: 500_000 + shift, latest: 500_400 + shift };
    expect(areSteady(before, after)).toBe(steady);
  });
});
