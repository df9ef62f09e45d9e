import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { jobDifferences } from '../../../src/core/books/job-differences.ts';
import type { SentPicture } from '../../../src/core/books/job-differences.ts';
import { PICTURE_STATES } from '../../../src/core/picture/generation.ts';
import type { PictureState } from '../../../src/core/picture/generation.ts';
import { CLOCK_SKEW_MS } from '../../../src/core/picture/lost-job.ts';
import type { RemoteJob } from '../../../src/core/picture/lost-job.ts';
import { LOST_WITHIN_MS } from '../../../src/core/picture/timing.ts';

const MINUTE = 60_000;
const TAKEN = Date.UTC(2026, 10, 22);
const SPAN = { since: TAKEN - 7 * 24 * 60 * MINUTE, takenAt: TAKEN };

const picture = (changes: Partial<SentPicture> = {}): SentPicture => ({
  generationId: '1001',
  index: 1,
  state: 'delivered',
  remoteId: 'job-1',
  submittingAt: TAKEN - 60 * MINUTE,
  failure: null,
  ...changes,
});
const job = (changes: Partial<RemoteJob> = {}): RemoteJob => ({
  remoteId: 'job-1',
  createdAt: TAKEN - 60 * MINUTE + 500,
  state: 'completed',
  ...changes,
});
const kinds = (pictures: readonly SentPicture[], jobs: readonly RemoteJob[]): string[] =>
  jobDifferences(pictures, jobs, SPAN).map(({ kind }) => kind);

describe('a picture and its job', () => {
  test.for([
    ['delivered', 'completed', []],
    ['kept', 'completed', []],
    ['finished', 'completed', []],
    ['failed', 'failed', []],
    ['cancelled', 'cancelled', []],
    ['failed', 'cancelled', []],
    ['uncertain', 'open', []],
    ['delivered', 'failed', ['settled-not-completed']],
    ['delivered', 'cancelled', ['settled-not-completed']],
    ['delivered', 'open', ['settled-not-completed']],
    ['failed', 'completed', ['completed-not-settled']],
    ['cancelled', 'completed', ['completed-not-settled']],
    ['running', 'completed', ['completed-not-settled']],
    ['uncertain', 'completed', ['completed-not-settled']],
    ['running', 'failed', ['ended-not-released']],
    ['uncertain', 'cancelled', ['ended-not-released']],
  ] as const)('%s here and %s there: %j', ([state, there, expected]) => {
    expect(kinds([picture({ state })], [job({ state: there })])).toEqual(expected);
  });

  test.for(['completed', 'failed', 'cancelled', 'open'] as const)(
    'under way here and %s there is no difference yet',
    (there) => {
      const submittingAt = TAKEN - 14 * MINUTE;
      expect(
        kinds([picture({ state: 'running', submittingAt })], [job({ state: there, createdAt: submittingAt })]),
      ).toEqual([]);
    },
  );
});

test('a picture is under way for a quarter of an hour, and one that has ended no more', () => {
  const sent: [PictureState, number][] = [
    ['running', 15 * MINUTE - 1],
    ['running', 15 * MINUTE],
    ['failed', MINUTE],
    ['cancelled', MINUTE],
  ];
  const told = sent.map(([state, age]) =>
    kinds([picture({ state, submittingAt: TAKEN - age })], [job({ createdAt: TAKEN - age })]),
  );
  expect(told).toEqual([[], ['completed-not-settled'], ['completed-not-settled'], ['completed-not-settled']]);
});

test('what disagrees is told with the picture and its job', () => {
  const other = picture({ generationId: '1002', remoteId: 'job-2', state: 'failed' });
  const [failed, completed] = [job({ state: 'failed' }), job({ remoteId: 'job-2' })];
  expect(jobDifferences([picture(), other, picture({ remoteId: 'job-3' })], [failed, completed], SPAN)).toEqual([
    { kind: 'settled-not-completed', picture: picture(), job: failed },
    { kind: 'completed-not-settled', picture: other },
    { kind: 'unlisted-job', picture: picture({ remoteId: 'job-3' }) },
  ]);
});

describe('a job that nobody knows', () => {
  test('is a difference, with those who may have made it', () => {
    const lost = picture({ state: 'uncertain', remoteId: null });
    const decided = picture({
      generationId: '1002',
      state: 'failed',
      remoteId: null,
      failure: { reason: 'written-off' },
    });
    const refused = picture({
      generationId: '1003',
      state: 'failed',
      remoteId: null,
      failure: { reason: 'moderated' },
    });
    const other = picture({
      generationId: '1004',
      state: 'uncertain',
      remoteId: null,
      submittingAt: TAKEN - 90 * MINUTE,
    });
    expect(jobDifferences([lost, decided, refused, other], [job()], SPAN)).toEqual([
      { kind: 'unknown-job', job: job(), mayBe: [lost, decided] },
    ]);
  });

  test('is none while the answer to its submit is on the way', () => {
    const submitting = picture({ state: 'submitting', remoteId: null, submittingAt: TAKEN - 20_000 });
    expect(kinds([submitting], [job({ createdAt: TAKEN - 15_000 })])).toEqual([]);
    expect(kinds([submitting], [job({ createdAt: TAKEN - 60_000 })])).toEqual(['unknown-job']);
  });

  test('is none when it was made after the books were read, as far as clocks differ', () => {
    expect(kinds([], [job({ createdAt: TAKEN + 1 })])).toEqual([]);
    expect(kinds([], [job({ createdAt: TAKEN - CLOCK_SKEW_MS + 1 })])).toEqual([]);
    expect(kinds([], [job({ createdAt: TAKEN - CLOCK_SKEW_MS })])).toEqual(['unknown-job']);
  });

  test.for<[Partial<SentPicture>, boolean]>([
    [{ state: 'uncertain' }, true],
    [{ state: 'finished' }, true],
    [{ state: 'delivered' }, true],
    [{ state: 'failed', failure: { reason: 'written-off' } }, true],
    [{ state: 'failed', failure: { reason: 'never-started' } }, true],
    [{ state: 'failed', failure: { reason: 'krea-busy' } }, false],
    [{ state: 'cancelled' }, false],
  ])('may be that of a picture with %j: %s', ([changes, may]) => {
    const sent = picture({ ...changes, remoteId: null });
    expect(jobDifferences([sent], [job()], SPAN)).toEqual([
      { kind: 'unknown-job', job: job(), mayBe: may ? [sent] : [] },
    ]);
  });

  test('is not that of a picture that has a job of its own', () => {
    const strange = job({ remoteId: 'strange' });
    expect(jobDifferences([picture()], [job(), strange], SPAN)).toEqual([
      { kind: 'unknown-job', job: strange, mayBe: [] },
    ]);
  });

  test('was made while its submit was under way or lost, as far as clocks differ', () => {
    const sent = picture({ state: 'uncertain', remoteId: null });
    const couldBe = (after: number): boolean => {
      const [found] = jobDifferences([sent], [job({ createdAt: sent.submittingAt + after })], SPAN);
      return found?.kind === 'unknown-job' && found.mayBe.length === 1;
    };
    const latest = LOST_WITHIN_MS + CLOCK_SKEW_MS;
    expect([-CLOCK_SKEW_MS - 1, -CLOCK_SKEW_MS, latest, latest + 1].map(couldBe)).toEqual([false, true, true, false]);
  });

  test('is none while a submit that began long ago is under way', () => {
    const submitting = picture({ state: 'submitting', remoteId: null, submittingAt: TAKEN - 10 * MINUTE });
    expect(kinds([submitting], [job({ createdAt: TAKEN - 15_000 })])).toEqual([]);
  });
});

describe('a job of ours that the list does not hold', () => {
  test.for([
    ['delivered', null, ['unlisted-job']],
    ['failed', { reason: 'job-failed' }, ['unlisted-job']],
    ['uncertain', null, ['unlisted-job']],
    ['cancelled', null, []],
    ['failed', { reason: 'deadline' }, []],
  ] as const)('of a picture that is %s (%j): %j', ([state, failure, expected]) => {
    expect(kinds([picture({ state, failure })], [])).toEqual(expected);
  });

  test('is none at the edges of the span: made before it, or too young to be listed', () => {
    const instants = [SPAN.since + CLOCK_SKEW_MS - 1, SPAN.since + CLOCK_SKEW_MS, TAKEN - 60_001, TAKEN - 60_000];
    expect(instants.map((submittingAt) => kinds([picture({ submittingAt })], []).length)).toEqual([0, 1, 1, 0]);
  });

  test('is none for a picture that never had one', () => {
    expect(kinds([picture({ state: 'failed', remoteId: null, failure: { reason: 'moderated' } })], [])).toEqual([]);
  });
});

test('books that follow the list never differ from it, and every strange job is told once', () => {
  const books = fc.uniqueArray(
    fc.record({
      id: fc.nat(50),
      state: fc.constantFrom('completed' as const, 'failed' as const, 'cancelled' as const),
      age: fc.integer({ min: 16, max: 9_000 }),
    }),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(books, fc.nat(5), (ours, strangers) => {
      const pictures = ours.map(({ id, state, age }) =>
        picture({
          remoteId: `job-${id}`,
          submittingAt: TAKEN - age * MINUTE,
          state: state === 'completed' ? 'delivered' : state,
        }),
      );
      const jobs = ours.map(({ id, state, age }) =>
        job({ remoteId: `job-${id}`, state, createdAt: TAKEN - age * MINUTE }),
      );
      const strange = Array.from({ length: strangers }, (_, index) => job({ remoteId: `strange-${index}` }));
      expect(kinds(pictures, [...jobs, ...strange])).toEqual(strange.map(() => 'unknown-job'));
    }),
  );
});

test('every state of a picture can be compared with every state of a job', () => {
  for (const state of PICTURE_STATES) {
    for (const there of ['completed', 'failed', 'cancelled', 'open'] as const)
      expect(kinds([picture({ state })], [job({ state: there })]).length).toBeLessThan(2);
  }
});
