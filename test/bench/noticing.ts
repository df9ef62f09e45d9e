import { durationBetween, nextLook, noteDuration } from '../../src/core/picture/expected-duration.ts';
import type { Durations } from '../../src/core/picture/expected-duration.ts';
import type { Variant } from '../../src/core/picture/request.ts';
import { mean } from './statistics.ts';

/** The bot's default distance between two looks. */
const POLL_INTERVAL_MS = 1_000;
/** Each start of the bot learns anew. */
const STARTS = 200;
const JOBS_PER_START = 300;
/** Jobs after a start that count as learning. */
const LEARNING = 10;

export interface NoticingFigures {
  /** From a job's end to the look that sees it, in milliseconds. */
  delayMs: number;
  /** Looks at a job, the last one included. */
  looks: number;
  /** The same for the first jobs after a start alone. */
  learning: { delayMs: number; looks: number };
}

interface Job {
  variant: Variant;
  durationMs: number;
}

interface Watched {
  delayMs: number;
  looks: number;
}

/** What the models are said to take, one request in three each. */
export const BY_VARIANT = (random: () => number): Job => {
  const kinds = [
    ['medium-turbo', 8_000, 15_000],
    ['medium', 15_000, 25_000],
    ['large', 25_000, 40_000],
  ] as const;
  const [variant, from, to] = kinds[Math.floor(random() * kinds.length)] ?? kinds[0];
  return { variant, durationMs: from + (to - from) * random() };
};

/** The hardest case: nothing to learn but the two ends. */
export const ANYTHING_FROM_10_TO_40_S = (random: () => number): Job => ({
  variant: 'medium',
  durationMs: 10_000 + 30_000 * random(),
});

/** Watches many jobs by a clock that is only counted, with the bot's own schedule of looks. */
export function measureNoticing(draw: (random: () => number) => Job): NoticingFigures {
  const random = createRandom(1);
  const starts = Array.from({ length: STARTS }, () => {
    const durations: Durations = new Map();
    return Array.from({ length: JOBS_PER_START }, () => watch(durations, draw(random)));
  });
  return { ...means(starts.flat()), learning: means(starts.flatMap((jobs) => jobs.slice(0, LEARNING))) };
}

function watch(durations: Durations, { variant, durationMs }: Job): Watched {
  let [before, now, looks] = [0, nextLook(durations, variant, 0, POLL_INTERVAL_MS), 1];
  for (; now < durationMs; looks += 1) [before, now] = [now, now + nextLook(durations, variant, now, POLL_INTERVAL_MS)];
  if (looks > 1) noteDuration(durations, variant, durationBetween(before, now));
  return { delayMs: now - durationMs, looks };
}

function means(jobs: readonly Watched[]): Watched {
  return { delayMs: mean(jobs.map(({ delayMs }) => delayMs)), looks: mean(jobs.map(({ looks }) => looks)) };
}

/** Numbers from 0 to 1 that look random and are the same in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
