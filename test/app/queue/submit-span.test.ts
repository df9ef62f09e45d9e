import { describe, expect, test } from 'vitest';

import { lostSpan, provenSpan, readClocks, reckonedSpan } from '../../../src/app/queue/submit-span.ts';
import type { ClockReading } from '../../../src/core/picture/lost-job.ts';
import { NOON, uncertainSample } from '../uncertain-sample.ts';

const SECOND = 1_000;
/** From the note on record to the end of the time-out. */
const LONGEST = 40 * SECOND;

/** Both clocks so much later, the image API's set by `step` in between. */
function reading(after = 0, step = 0): ClockReading {
  return { monotonic: after, earliest: NOON + after + step, latest: NOON + after + step + 200 };
}

describe('when a submit was under way', () => {
  test('is what is on record of it, and at most forty seconds when its end is not', () => {
    expect(provenSpan(uncertainSample({ submitFrom: NOON, submitTo: NOON + 7 }), undefined, undefined)).toEqual({
      from: NOON,
      to: NOON + 7,
      isProven: true,
    });
    expect(provenSpan(uncertainSample({ submitFrom: NOON }), undefined, undefined)).toEqual({
      from: NOON,
      to: NOON + LONGEST,
      isProven: true,
    });
  });

  test('never ends before it began', () => {
    expect(provenSpan(uncertainSample({ submitFrom: NOON, submitTo: NOON - 5 }), undefined, undefined)).toEqual({
      from: NOON,
      to: NOON,
      isProven: true,
    });
  });

  test('is not known when nothing is on record, or when a clock was set since', () => {
    expect(provenSpan(uncertainSample({ submitTo: NOON }), undefined, undefined)).toBeUndefined();
    expect(
      provenSpan(uncertainSample({ submitFrom: NOON }), reading(), reading(5 * SECOND, 20 * SECOND)),
    ).toBeUndefined();
    expect(provenSpan(uncertainSample({ submitFrom: NOON }), reading(), reading(5 * SECOND))).toBeDefined();
  });

  test.for([
    [undefined, reading(9)],
    [reading(), undefined],
  ])('counts as it is on record while only one clock reading is known', ([began, now]) => {
    expect(provenSpan(uncertainSample({ submitFrom: NOON, submitTo: NOON + 7 }), began, now)).toMatchObject({
      from: NOON,
      to: NOON + 7,
    });
  });
});

describe('reckoned from our wall clock', () => {
  test('it is told in the image API’s time as it is today, and proves nothing', () => {
    const now = { monotonic: 0, earliest: NOON + 60 * SECOND, latest: NOON + 62 * SECOND };
    expect(reckonedSpan(uncertainSample({}), now, NOON)).toEqual({
      from: NOON + 61 * SECOND,
      to: NOON + 61 * SECOND + LONGEST,
      isProven: false,
    });
  });

  test('it is our own time while the image API’s is not known, and now while no instant is on record', () => {
    expect(reckonedSpan(uncertainSample({}), undefined, NOON + 9)).toEqual({
      from: NOON,
      to: NOON + LONGEST,
      isProven: false,
    });
    expect(reckonedSpan(uncertainSample({ submittingAt: null }), undefined, NOON + 9)).toMatchObject({
      from: NOON + 9,
    });
  });
});

describe('what is written down of a submit that got lost', () => {
  const NOTHING = { submitFrom: null, submitTo: null };

  test('is the span between the two readings, as wide as the readings allow', () => {
    expect(lostSpan(reading(), reading(5 * SECOND))).toEqual({ submitFrom: NOON, submitTo: NOON + 5 * SECOND + 200 });
  });

  test.for([
    ['its beginning was not read', undefined, reading()],
    ['its end was not read', reading(), undefined],
    ['a clock was set ahead in between', reading(), reading(5 * SECOND, 20 * SECOND)],
    ['a clock was set back in between', reading(), reading(5 * SECOND, -20 * SECOND)],
  ] as const)('is nothing when %s: a wrong span would prove what is not true', ([, began, now]) => {
    expect(lostSpan(began, now)).toEqual(NOTHING);
  });
});

test('the clocks are not read while the image API’s is not known', () => {
  const clock = { monotonic: () => 5 };
  expect(readClocks({ imageApi: { time: () => undefined }, clock })).toBeUndefined();
  expect(readClocks({ imageApi: { time: () => ({ earliest: 1, latest: 2 }) }, clock })).toEqual({
    monotonic: 5,
    earliest: 1,
    latest: 2,
  });
});
